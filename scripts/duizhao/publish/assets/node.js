/* The tools of a provision: a button beside its link opens a menu that copies its citation or its text, leads to its
   data and, where the site has a target for it, to the report of a fault. The menu is made when it is first asked for;
   what it needs stands on the page, for a page opened from a disk can fetch nothing. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});
  var block = document.querySelector(".dz-page-data");
  var held = block && JSON.parse(block.dataset.held);
  var menu = null;
  var opener = null;

  function say(zh, en) {
    return shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  function addressOf(anchor) {
    return location.href.split("#")[0] + "#" + anchor;
  }

  function today() {
    var now = new Date();
    var two = function (number) {
      return (number < 10 ? "0" : "") + number;
    };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /* A template: text and the name of a value in turn. */
  function citation(anchor, form) {
    var node = held.nodes[anchor];
    var values = { place: form === "gb" ? node[1] : node[2], date: today(), address: addressOf(anchor) };
    return held.cite[node[3]][form]
      .map(function (part, index) {
        return index % 2 ? values[part] : part;
      })
      .join("");
  }

  function words(element) {
    return element.textContent.replace(/\s+/g, " ").trim();
  }

  function all(scope, selector) {
    return scope ? Array.prototype.slice.call(scope.querySelectorAll(selector)) : [];
  }

  /* The text below a heading, past what may stand between; none where the next provision begins. */
  function bodyOf(heading) {
    var next = heading.nextElementSibling;
    while (next && !next.id && !next.matches(".dz-node")) {
      next = next.nextElementSibling;
    }
    return next && !next.id ? next : null;
  }

  /* Label and title, then the paragraphs as shown. The commentary of a printed text is no part of it; where the print
     has nothing in the language, it is given as what it is, behind its name in brackets. */
  function textOf(anchor, language) {
    var home = document.getElementById(anchor);
    var headed = /^H[1-6]$/.test(home.tagName);
    var body = headed ? bodyOf(home) : home;
    var tongue = '[lang="' + language + '"]';
    var label = home.querySelector(".dz-label");
    var own = label && (label.querySelector(tongue) || label);
    var head = (own ? [own] : []).concat(all(headed ? home : null, ".dz-title" + tongue));
    var part = ":scope > .dz-pair > .dz-part" + tongue;
    var main = held.nodes[anchor][3] === "printed" ? ".dz-main" : "";
    var lines = all(body, part + main + " > p:not(.dz-tag)").concat(all(body, "td > div" + tongue));
    lines = all(body, ".dz-run-in .dz-part" + tongue + " p").concat(lines.length ? lines : all(body, part + " > p"));
    var said = lines.map(function (line) {
      return line.matches(".dz-tag") ? "[" + words(line) + "]" : words(line);
    });
    return [head.map(words).join(" ")].concat(said).filter(Boolean).join("\n");
  }

  function reportOf(anchor) {
    var values = { node: held.nodes[anchor][0], document: held.document, address: addressOf(anchor) };
    return held.report.replace(/\{(node|document|address)\}/g, function (_, name) {
      return encodeURIComponent(values[name]);
    });
  }

  function button(zh, en, text) {
    var item = document.createElement("button");
    item.type = "button";
    item.addEventListener("click", function () {
      var from = opener;
      shared.copy(text).then(function (done) {
        close(true);
        shared.copied(from, done);
      });
    });
    return named(item, zh, en);
  }

  function link(zh, en, address) {
    var item = document.createElement("a");
    item.href = address;
    item.addEventListener("click", function () {
      close(false);
    });
    return named(item, zh, en);
  }

  function named(item, zh, en) {
    item.setAttribute("role", "menuitem");
    item.tabIndex = -1;
    item.textContent = say(zh, en);
    return item;
  }

  function items(anchor) {
    var list = [
      button("复制引文（GB/T 7714）", "Copy citation (GB/T 7714)", citation(anchor, "gb")),
      button("复制引文（ISO 690）", "Copy citation (ISO 690)", citation(anchor, "iso")),
    ];
    var zh = textOf(anchor, "zh-Hans");
    var en = textOf(anchor, "en");
    var data = document.querySelector(".dz-data a");
    if (zh) {
      list.push(button("复制中文", "Copy Chinese text", zh));
    }
    if (en) {
      list.push(button("复制英文", "Copy English text", en));
    }
    if (data) {
      list.push(link("数据（JSON）", "Data (JSON)", data.href));
    }
    if (held.report) {
      list.push(link("报告差错", "Report a fault", reportOf(anchor)));
    }
    return list;
  }

  function place() {
    var frame = menu.offsetParent.getBoundingClientRect();
    var at = opener.getBoundingClientRect();
    var left = Math.min(at.left, document.documentElement.clientWidth - menu.offsetWidth - 8);
    var below = at.bottom + 4;
    var fits = below + menu.offsetHeight < window.innerHeight || at.top < menu.offsetHeight;
    menu.style.left = Math.max(left, 8) - frame.left + "px";
    menu.style.top = (fits ? below : at.top - menu.offsetHeight - 4) - frame.top + "px";
  }

  function open(from) {
    close(false);
    opener = from;
    menu = document.createElement("div");
    menu.className = "dz-menu";
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", from.getAttribute("aria-label"));
    items(from.dataset.anchor).forEach(function (item) {
      menu.appendChild(item);
    });
    from.closest(".md-content__inner, article, main, body").appendChild(menu);
    from.setAttribute("aria-expanded", "true");
    place();
    menu.firstChild.focus({ preventScroll: true });
  }

  function close(back) {
    if (!menu) {
      return;
    }
    menu.remove();
    menu = null;
    opener.setAttribute("aria-expanded", "false");
    if (back) {
      opener.focus({ preventScroll: true });
    }
  }

  function move(event) {
    var list = all(menu, "[role=menuitem]");
    var at = list.indexOf(document.activeElement);
    var steps = { ArrowDown: at + 1, ArrowUp: at - 1 + list.length, Home: 0, End: list.length - 1 };
    if (event.key in steps) {
      event.preventDefault();
      list[steps[event.key] % list.length].focus();
    }
  }

  function pressed(event) {
    if (!menu) {
      return;
    }
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    } else {
      move(event);
    }
    // No key of the page (search, next provision) may act beneath an open menu.
    event.stopPropagation();
  }

  function call(control, zh, en) {
    var node = held.nodes[control.dataset.anchor || anchorOf(control)];
    var name = say(zh + "：" + node[1], en + ": " + node[2]);
    control.setAttribute("aria-label", name);
    control.title = name;
  }

  function anchorOf(link) {
    return decodeURIComponent(link.hash.slice(1));
  }

  /* The link is there without this script, with a name in Chinese. */
  function label(more) {
    call(more, "引用、复制、数据", "Cite, copy, data");
    call(more.previousElementSibling, "复制本条地址", "Copy the link");
  }

  function give(link) {
    var anchor = anchorOf(link);
    if (!held.nodes[anchor]) {
      return;
    }
    var more = document.createElement("button");
    more.type = "button";
    more.className = "dz-more";
    more.dataset.anchor = anchor;
    more.setAttribute("aria-haspopup", "menu");
    more.setAttribute("aria-expanded", "false");
    link.insertAdjacentElement("afterend", more);
    label(more);
  }

  if (!held || !shared.copy) {
    return;
  }
  all(document, "a.dz-copy").forEach(give);
  document.addEventListener("duizhao:language", function () {
    close(false);
    all(document, ".dz-more").forEach(label);
  });
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("click", function (event) {
    var more = event.target.closest && event.target.closest(".dz-more");
    if (more) {
      var again = menu && opener === more;
      close(false);
      if (!again) {
        open(more);
      }
    } else if (menu && !menu.contains(event.target)) {
      close(false);
    }
  });
})();
