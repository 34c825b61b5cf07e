/* Keys: j and k go through the provisions, l changes the language, / searches, ? shows them all. */
(function () {
  "use strict";

  var NODES = ".md-content .dz-heading[id], .md-content .dz-node[id], .md-content tr[id]";
  var FIELDS = 'input:not([type="radio"]):not([type="checkbox"]), textarea, select, [contenteditable=""], [contenteditable="true"]';
  var STORED = "duizhao-keys";
  var GAP = 12;
  /* The keys of one letter or sign, the theme's too: a reader who speaks to the machine can turn them off. */
  var SINGLE = ["j", "k", "l", "/", "p", "n", ",", "."];
  var LIST = [
    ["/", "搜索", "Search"],
    ["j", "下一条", "Next provision"],
    ["k", "上一条", "Previous provision"],
    ["n", "下一页", "Next page"],
    ["p", "上一页", "Previous page"],
    ["l", "切换语言", "Change language"],
    ["?", "显示快捷键", "Show these keys"],
  ];
  var shared = (window.duizhao = window.duizhao || {});
  var current = null;
  var stood = 0;

  function enabled() {
    try {
      return localStorage.getItem(STORED) !== "off";
    } catch (error) {
      return true;
    }
  }

  function enable(on) {
    try {
      localStorage.setItem(STORED, on ? "on" : "off");
    } catch (error) {
      return; // A browser that keeps nothing keeps the keys.
    }
  }

  function edge() {
    return shared.edge ? shared.edge() : 0;
  }

  function shown() {
    return Array.from(document.querySelectorAll(NODES)).filter(function (node) {
      return node.getClientRects().length;
    });
  }

  /* The provision that is being read: the one a key went to, unless the page was scrolled since; or the one at the top. */
  function place(nodes) {
    if (current && Math.abs(window.scrollY - stood) < 2 && nodes.indexOf(current) >= 0) {
      return nodes.indexOf(current);
    }
    var top = edge() + GAP + 2;
    return nodes.reduce(function (last, node, index) {
      return node.getBoundingClientRect().top <= top ? index : last;
    }, nodes.length && nodes[0].tagName === "H1" ? 0 : -1);
  }

  function unmark() {
    if (current) {
      current.classList.remove("dz-current");
      current.removeAttribute("tabindex");
    }
  }

  function go(node) {
    unmark();
    current = node;
    node.classList.add("dz-current");
    node.setAttribute("tabindex", "-1");
    node.focus({ preventScroll: true }); // the next Tab goes on from here
    var top = window.scrollY + node.getBoundingClientRect().top - edge() - GAP;
    window.scrollTo({ top: top, behavior: "instant" });
    stood = window.scrollY;
    history.replaceState(history.state, "", "#" + encodeURIComponent(node.id));
  }

  function step(by) {
    var nodes = shown();
    var next = nodes[place(nodes) + by];
    if (next) {
      go(next);
    }
  }

  function make(name, parent, text) {
    var element = document.createElement(name);
    if (text) {
      element.textContent = text;
    }
    parent.appendChild(element);
    return element;
  }

  /* Words in both languages, of which the page shows the reader's. */
  function words(parent, zh, en) {
    var both = make("span", parent);
    both.className = "dz-both";
    make("span", both, zh).lang = "zh-Hans";
    both.append(" ");
    var english = make("span", both, en);
    english.className = "dz-en";
    english.lang = "en";
  }

  function list(dialog) {
    var keys = make("dl", dialog);
    LIST.forEach(function (line) {
      var row = make("div", keys);
      make("kbd", make("dt", row), line[0]);
      words(make("dd", row), line[1], line[2]);
    });
  }

  function choice(dialog) {
    var label = make("label", dialog);
    var box = make("input", label);
    box.type = "checkbox";
    box.checked = enabled();
    box.addEventListener("change", function () {
      enable(box.checked);
    });
    words(label, "启用单键快捷键", "Keys of a single letter");
  }

  function build() {
    var dialog = make("dialog", document.body);
    dialog.id = "dz-keys";
    dialog.className = "md-typeset";
    dialog.setAttribute("aria-labelledby", "dz-keys-title");
    var title = make("h2", dialog);
    title.id = "dz-keys-title";
    words(title, "键盘快捷键", "Keyboard");
    list(dialog);
    choice(dialog);
    var close = make("button", make("p", dialog));
    close.type = "button";
    close.className = "md-button";
    words(close, "关闭", "Close");
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || close.contains(event.target)) {
        dialog.close();
      }
    });
    return dialog;
  }

  function help() {
    var dialog = document.getElementById("dz-keys") || build();
    if (dialog.open) {
      dialog.close();
    } else {
      dialog.showModal();
    }
  }

  var actions = {
    "/": function () {
      if (shared.openSearch) {
        shared.openSearch();
      }
    },
    j: function () {
      step(1);
    },
    k: function () {
      step(-1);
    },
    l: function () {
      if (shared.nextLanguage) {
        shared.nextLanguage();
      }
    },
  };

  function typing(target) {
    return target && target.closest && target.closest(FIELDS);
  }

  /* Before the theme hears it, so that it hears nothing of keys that are turned off. */
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) {
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      help();
    } else if (SINGLE.indexOf(event.key) >= 0 && (!enabled() || document.querySelector("dialog[open]"))) {
      event.stopImmediatePropagation();
    } else if (Object.prototype.hasOwnProperty.call(actions, event.key)) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  window.addEventListener("keydown", pressed, true);
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest(".dz-keys-button")) {
      help();
    }
  });
})();
