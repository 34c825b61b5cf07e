/* Where the reader is: while the page moves, a quiet sign of the provision being read; on the home pages, a way back to
   the last one. */
(function () {
  "use strict";

  var HEADINGS = ".md-content .dz-heading[id]:not(h1)";
  var NODES = ".md-content .dz-node[id], .md-content tr[id]";
  var STORED = "duizhao-reading";
  var FEW = 3;
  var KEPT = 20;
  var GAP = 24;
  var SHOWN = 2500;
  var shared = (window.duizhao = window.duizhao || {});
  var trail = document.querySelector(".dz-trail");
  var logo = document.querySelector(".md-header .md-logo");
  var sign = null;
  var waiting = false;
  var fading = 0;

  function bare(address) {
    return address.split(/[?#]/)[0].replace(/\/index\.html$/, "/");
  }

  /* A saved address is followed only within this site. */
  function ours(address) {
    return typeof address === "string" && address.indexOf(bare(logo.href)) === 0;
  }

  function load() {
    try {
      var found = JSON.parse(localStorage.getItem(STORED));
      return Array.isArray(found) ? found : [];
    } catch (error) {
      return [];
    }
  }

  /* The newest place first, one a document. */
  function save(place) {
    var others = load().filter(function (other) {
      return other && other.home !== place.home;
    });
    try {
      localStorage.setItem(STORED, JSON.stringify([place].concat(others).slice(0, KEPT)));
    } catch (error) {
      return; // A browser that keeps nothing offers no way back.
    }
  }

  function text(element) {
    return element ? element.textContent.replace(/\s+/g, " ").trim() : "";
  }

  /* What a provision is called in each language: its label, and its title or the beginning of its text. */
  function names(node) {
    var label = node.querySelector(".dz-label");
    var said = ["zh-Hans", "en"].map(function (tongue) {
      var title = node.querySelector('.dz-title[lang="' + tongue + '"], .dz-part[lang="' + tongue + '"]');
      var own = label && label.querySelector('[lang="' + tongue + '"]');
      return [text(own || label), text(title).slice(0, 40)].join(" ").trim();
    });
    return [said[0] || said[1], said[1] || said[0]];
  }

  function say(pair) {
    return shared.language && shared.language() === "en" ? pair[1] : pair[0];
  }

  function provisions() {
    var found = document.querySelectorAll(HEADINGS);
    return Array.from(found.length < FEW ? document.querySelectorAll(NODES) : found);
  }

  function reading(nodes) {
    var top = (shared.edge ? shared.edge() : 0) + GAP;
    var end = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    return nodes.reduce(function (last, node, index) {
      return node.getBoundingClientRect().top <= (end ? window.innerHeight : top) ? index : last;
    }, -1);
  }

  function makeSign() {
    var element = document.createElement("div");
    element.className = "dz-reading";
    element.setAttribute("aria-hidden", "true");
    document.body.appendChild(element);
    return element;
  }

  function show(nodes, index) {
    sign = sign || makeSign();
    sign.hidden = index < 0 || window.scrollY === 0;
    if (index >= 0) {
      sign.textContent = say(names(nodes[index])) + " · " + (index + 1) + "/" + nodes.length;
    }
    sign.classList.remove("dz-faded");
    window.clearTimeout(fading);
    fading = window.setTimeout(function () {
      sign.classList.add("dz-faded");
    }, SHOWN);
  }

  /* The line of the navigation that stands for the place is kept in sight. */
  function follow() {
    var lines = document.querySelectorAll(".md-nav--secondary .md-nav__link--active");
    var line = lines[lines.length - 1];
    var frame = line && line.closest(".md-sidebar__scrollwrap");
    if (!frame) {
      return;
    }
    var box = line.getBoundingClientRect();
    var around = frame.getBoundingClientRect();
    if (box.height && (box.top < around.top + box.height || box.bottom > around.bottom - box.height)) {
      frame.scrollTop += box.top - around.top - around.height / 2;
    }
  }

  function look() {
    waiting = false;
    var nodes = provisions();
    if (nodes.length < FEW) {
      return;
    }
    var index = reading(nodes);
    show(nodes, index);
    follow();
    keep(nodes[index]);
  }

  /* The place is kept for the document whose home the trail leads to. */
  function keep(node) {
    var home = trail.querySelector("a[href]");
    if (!home || !node) {
      return;
    }
    var said = names(node);
    save({ home: bare(home.href), at: bare(location.href) + "#" + node.id, zh: said[0], en: said[1] });
  }

  function soon() {
    if (!waiting) {
      waiting = true;
      window.setTimeout(look, 150);
    }
  }

  /* On a document's home its last place, on the site's home the last place of all. */
  function last() {
    var here = bare(location.href);
    var isHome = logo && here === bare(logo.href);
    return load().find(function (place) {
      return place && ours(place.at) && (isHome || place.home === here);
    });
  }

  function offer(place) {
    var box = document.createElement("aside");
    var link = document.createElement("a");
    var close = document.createElement("button");
    box.className = "dz-continue md-typeset";
    link.href = place.at;
    close.type = "button";
    close.textContent = "×";
    close.addEventListener("click", function () {
      box.remove();
    });
    function words() {
      var title = say([String(place.zh), String(place.en)]);
      var ask = shared.say ? shared.say("继续阅读", "Continue reading") : "继续阅读";
      link.textContent = ask + (shared.language && shared.language() === "en" ? ": " : "：") + title;
      box.setAttribute("aria-label", ask);
      close.setAttribute("aria-label", shared.say ? shared.say("关闭", "Close") : "关闭");
    }
    words();
    document.addEventListener("duizhao:language", words);
    box.append(link, close);
    document.body.appendChild(box);
  }

  var place = logo ? last() : null;
  if (place) {
    offer(place);
  } else if (trail) {
    window.addEventListener("scroll", soon, { passive: true });
    document.addEventListener("duizhao:language", soon);
  }
})();
