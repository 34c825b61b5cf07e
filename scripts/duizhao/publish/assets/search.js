/* The search of the site: a box that opens by its button in the header, by / and by Ctrl-K, and answers while one types.
   The engine is fetched when somebody searches first. Without this script the button is a link to the page of results. */
(function () {
  "use strict";

  var STORED = "duizhao-searches";
  var KEPT = 8;
  var LIMIT = 12;
  var OPTION = "dz-search-option-";
  var shared = (window.duizhao = window.duizhao || {});
  var tools = shared.searchResults;
  var opener = document.querySelector(".dz-search-open");
  if (!opener || !tools || !window.HTMLDialogElement) {
    return;
  }
  var base = new URL(".", opener.href).href;
  var engine = null; // promised, once it is asked for
  var parts = null; // of the box, once it is built
  var state = { q: "" };
  var answer = null; // to the question in the field; null while it is awaited
  var active = -1;
  var going = false; // Enter was pressed before the answer was there

  // The engine

  function load() {
    return new Promise(function (done, refuse) {
      var script = document.createElement("script");
      script.src = base + "assets/duizhao/search-engine.js";
      script.onload = function () {
        done(shared.search.open(base + "assets/search/"));
      };
      script.onerror = function () {
        engine = null; // the next question tries again
        refuse({ zh: "搜索程序读不到，请检查网络。", en: "The search cannot be fetched: check the connection." });
      };
      // The list of files, which the engine asks for first, comes beside it.
      var list = tools.make("link", { rel: "preload", as: "script", href: base + "assets/search/index.js" });
      document.head.append(script, list);
    });
  }

  /* The answer to a question; see search-engine.js. */
  function seek(words, options) {
    engine = engine || load();
    return engine.then(function (opened) {
      return opened.query(words, options);
    });
  }

  // What was asked lately

  function recent() {
    try {
      var found = JSON.parse(localStorage.getItem(STORED));
      return Array.isArray(found) ? found.filter(function (one) {
        return typeof one === "string";
      }).slice(0, KEPT) : [];
    } catch (error) {
      return [];
    }
  }

  function keep(list) {
    try {
      localStorage.setItem(STORED, JSON.stringify(list.slice(0, KEPT)));
    } catch (error) {
      return; // A browser that keeps nothing remembers no question.
    }
  }

  function remember(words) {
    var own = words.trim();
    if (own) {
      keep([own].concat(recent().filter(function (one) {
        return one !== own;
      })));
    }
  }

  // The box

  function say(zh, en) {
    return shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  function call(element, zh, en) {
    element.dataset.dzZh = zh; // chrome.js says it in the language that the reader changes to
    element.dataset.dzEn = en;
    element.setAttribute("aria-label", say(zh, en));
    return element;
  }

  function field() {
    var made = tools.make("input", {
      type: "text", id: "dz-search-field", autocomplete: "off", spellcheck: false, enterKeyHint: "search", maxLength: 200
    });
    var roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "dz-search-list", "aria-expanded": "false" };
    Object.keys(roles).forEach(function (name) {
      made.setAttribute(name, roles[name]);
    });
    made.autocapitalize = "off";
    made.placeholder = say("搜索", "Search");
    call(made, "搜索", "Search");
    made.addEventListener("input", function (event) {
      if (!event.isComposing) {
        changed();
      }
    });
    made.addEventListener("compositionend", changed);
    made.addEventListener("keydown", pressed);
    return made;
  }

  function build() {
    parts = { field: field() };
    parts.clear = call(tools.button("dz-search-clear", ["×"], function () {
      ask({ q: "" });
    }), "清空", "Clear");
    parts.close = call(tools.button("dz-search-close", [tools.make("kbd", {}, ["Esc"])], function () {
      parts.box.close();
    }), "关闭搜索", "Close the search");
    parts.count = tools.make("p", { className: "dz-search-count" });
    parts.count.setAttribute("role", "status");
    parts.all = tools.make("a", { className: "dz-search-all" }, [tools.both("全部结果", "All results")]);
    parts.all.addEventListener("click", function () {
      remember(state.q);
    });
    parts.filters = tools.filters(function (facet, value) {
      ask(Object.assign({}, state, { [facet]: value }), true);
    });
    parts.notes = tools.make("div", { className: "dz-search-notes" });
    parts.list = call(tools.make("div", { id: "dz-search-list", className: "dz-hits", hidden: true }), "结果", "Results");
    parts.list.setAttribute("role", "listbox");
    parts.list.addEventListener("click", chosen);
    parts.asker = tools.asker(answered, failed);
    assemble();
  }

  function assemble() {
    var form = tools.make("form", { className: "dz-search-ask" }, [parts.field, parts.clear, parts.close]);
    form.setAttribute("role", "search");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    parts.body = tools.make("div", { className: "dz-search-body" }, [
      parts.filters.element, tools.make("div", { className: "dz-search-found" }, [parts.notes, parts.list])
    ]);
    var keys = tools.make("p", { className: "dz-search-keys" }, [
      tools.make("kbd", {}, ["↑"]), tools.make("kbd", {}, ["↓"]), tools.both("选择", "choose"),
      tools.make("kbd", {}, ["↵"]), tools.both("打开", "open"), tools.make("kbd", {}, ["Esc"]), tools.both("关闭", "close")
    ]);
    keys.setAttribute("aria-hidden", "true");
    parts.box = tools.make("dialog", { id: "dz-search", className: "md-typeset" }, [
      form, tools.make("div", { className: "dz-search-sum" }, [parts.count, parts.all]), parts.body, keys
    ]);
    call(parts.box, "搜索", "Search");
    parts.box.addEventListener("close", share);
    parts.box.addEventListener("click", function (event) {
      if (event.target === parts.box) {
        parts.box.close(); // beside the box
      }
    });
    document.body.append(parts.box);
  }

  // Questions

  /* Ask something else; now: without waiting for further keys. */
  function ask(asked, now) {
    state = asked;
    if (parts.field.value !== asked.q) {
      parts.field.value = asked.q;
      parts.field.focus();
      now = true;
    }
    answer = null;
    going = false;
    activate(-1);
    share();
    parts.list.setAttribute("aria-busy", String(Boolean(state.q.trim())));
    parts.asker(state, LIMIT, now, parts.list.querySelector(".dz-hit") ? null : early);
    if (!state.q.trim()) {
      idle();
    }
  }

  function changed() {
    if (parts.field.value !== state.q) {
      ask(Object.assign({}, state, { q: parts.field.value }));
    }
  }

  /* The question stands in the address while the box is open, which others can be sent. */
  function share() {
    tools.readdress("q", parts.box.open ? state.q.trim() : "");
  }

  // Answers

  function showOptions(options) {
    parts.list.replaceChildren.apply(parts.list, options);
    options.forEach(function (option, at) {
      option.id = OPTION + at;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    });
    parts.list.hidden = !options.length;
    parts.field.setAttribute("aria-expanded", String(options.length > 0));
    parts.body.scrollTop = 0;
    activate(-1);
  }

  function told(words, notes) {
    parts.count.textContent = words;
    parts.notes.replaceChildren.apply(parts.notes, notes.filter(Boolean));
    parts.clear.hidden = !parts.field.value;
  }

  function answered(found, asked) {
    answer = found;
    var sum = found.total ? tools.count(found) : ["没有结果", "No results"];
    told(say(sum[0], sum[1]), [
      found.hits.length ? tools.instead(found) : tools.nothing(found, asked, ask, base), tools.terms(found, base)
    ]);
    parts.filters.show(found, asked);
    parts.all.href = base + "search.html?" + new URLSearchParams(Object.keys(asked).filter(function (name) {
      return asked[name];
    }).map(function (name) {
      return [name, asked[name].trim()];
    }));
    parts.all.hidden = !found.hits.length;
    showOptions(found.hits.map(function (hit) {
      return tools.hitLink(hit, found, base);
    }));
    parts.list.setAttribute("aria-busy", "false");
    if (going && found.hits.length) {
      parts.list.firstElementChild.click();
    }
    going = false;
  }

  /* The best hit while the others' texts are still fetched. */
  function early(hit) {
    told("", []);
    parts.filters.element.hidden = parts.all.hidden = true;
    showOptions([tools.hitLink(hit, null, base)]);
  }

  function failed(error) {
    told("", [tools.trouble(error)]);
    parts.filters.element.hidden = parts.all.hidden = true;
    showOptions([]);
    parts.list.setAttribute("aria-busy", "false");
  }

  /* Before anything is asked: what was asked lately, and what can be asked. */
  function idle() {
    var list = recent();
    parts.filters.element.hidden = parts.all.hidden = true;
    told("", [list.length ? tools.make("p", { className: "dz-search-lately" }, [
      tools.both("最近搜索", "Recent searches"), tools.button("dz-search-forget", [tools.both("清除", "Clear")], function () {
        keep([]);
        idle();
        parts.field.focus();
      })
    ]) : null, tools.make("p", { className: "dz-search-hint" }, [tools.both(
      "中文、英文、拼音、编号（6.3.2）都可以。“引号”查原句，-词 排除。",
      "Chinese, English, pinyin, numbers (6.3.2). “Quotes” for the exact words, -word leaves out."
    )])]);
    showOptions(list.map(function (words) {
      return tools.make("div", { className: "dz-recent" }, [words]);
    }));
  }

  // Keys and clicks in the box

  function activate(at) {
    var options = parts.list.children;
    if (options[active]) {
      options[active].setAttribute("aria-selected", "false");
    }
    active = Math.max(-1, Math.min(at, options.length - 1));
    var option = options[active];
    parts.field.setAttribute("aria-activedescendant", option ? option.id : "");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
    }
  }

  function chosen(event) {
    var option = event.target.closest('[role="option"]');
    if (option && option.href) {
      remember(state.q);
    } else if (option) {
      ask({ q: option.textContent }, true);
    }
  }

  function enter(event) {
    var option = parts.list.children[Math.max(active, 0)];
    if (!state.q.trim() && active < 0) {
      return;
    }
    if (state.q.trim() && !answer) {
      going = true;
    } else if (option && option.href && (event.ctrlKey || event.metaKey)) {
      remember(state.q);
      window.open(option.href, "_blank", "noopener");
    } else if (option) {
      option.click();
    }
  }

  function pressed(event) {
    if (event.isComposing || event.altKey) {
      return;
    }
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      activate(active + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      enter(event);
    }
  }

  // Opening and closing

  function open(words) {
    var page = document.getElementById("dz-results-field");
    if (page) {
      page.focus(); // on the page of results
      page.select();
      return;
    }
    if (!parts) {
      build();
    }
    if (!parts.box.open && !document.querySelector("dialog[open]")) {
      parts.box.showModal();
    }
    parts.field.focus();
    parts.field.select();
    if (words === undefined && state.q) {
      share();
    } else {
      ask({ q: words || "" }, true);
    }
  }

  function shortcut(event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  }

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", function (event) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
  });
  opener.addEventListener("keydown", function (event) {
    if (event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  window.addEventListener("keydown", shortcut);
  document.addEventListener("duizhao:language", function () {
    if (parts && answer) {
      answered(answer, state);
    }
  });
  shared.seek = seek;
  shared.openSearch = open;
  shared.rememberSearch = remember;

  var asked = new URLSearchParams(location.search).get("q");
  if (asked && !document.getElementById("dz-results")) {
    open(asked);
  }
})();
