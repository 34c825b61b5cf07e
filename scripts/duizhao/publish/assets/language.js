/* The reader's language: Chinese, both, or English. The page is marked before it is painted (overrides/main.html); this
   script answers the switch, remembers the choice, keeps the reader's place, and gives other scripts their words. */
(function () {
  "use strict";

  var MODES = ["zh", "both", "en"];
  var STORED = "duizhao-language";
  var PLACES = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, .dz-node";
  var FRAMES = ".dz-notice, .dz-columns, .dz-table";
  var root = document.documentElement;
  var shared = (window.duizhao = window.duizhao || {});

  function language() {
    var mode = root.getAttribute("data-dz-lang");
    return MODES.indexOf(mode) < 0 ? "both" : mode;
  }

  /* The words for the reader's language; both languages where the page shows both. */
  function say(zh, en) {
    var mode = language();
    if (mode === "both" && zh && en) {
      return zh + " " + en;
    }
    return mode === "en" ? en || zh : zh || en;
  }

  function remembered() {
    try {
      var mode = localStorage.getItem(STORED);
      return MODES.indexOf(mode) < 0 ? language() : mode;
    } catch (error) {
      return language(); // A browser that keeps nothing still switches.
    }
  }

  function remember(mode) {
    try {
      localStorage.setItem(STORED, mode);
    } catch (error) {
      return;
    }
  }

  /* Where the header ends, below which the text is read. */
  function edge() {
    var header = document.querySelector(".md-header");
    return header ? header.getBoundingClientRect().bottom : 0;
  }

  /* What stands in the reader's sight, from the top on, with its place: first pieces of text, then what holds them. */
  function sights() {
    var article = document.querySelector(".md-content");
    var top = edge();
    var found = [];
    [PLACES, FRAMES].forEach(function (selector) {
      (article ? article.querySelectorAll(selector) : []).forEach(function (element) {
        var box = element.getBoundingClientRect();
        if (box.height && box.bottom > top + 1 && box.top < window.innerHeight) {
          found.push({ element: element, top: box.top });
        }
      });
    });
    return found;
  }

  /* Scroll so that what the reader sees and is still shown stands where it stood: the provision that begins in the upper
     third, else the first of all, of which something stays in sight where it became shorter. */
  function restore(seen) {
    var top = edge();
    var left = seen.filter(function (sight) {
      return sight.element.getClientRects().length;
    });
    var kept =
      left.find(function (sight) {
        return sight.element.id && sight.top >= top && sight.top < top + window.innerHeight / 3;
      }) || left[0];
    if (!kept) {
      return;
    }
    var box = kept.element.getBoundingClientRect();
    var goal = Math.max(kept.top, top + 1 - box.height);
    window.scrollTo({ top: window.scrollY + box.top - goal, behavior: "instant" });
  }

  function mark(mode) {
    var seen = window.scrollY > 0 ? sights() : [];
    root.style.overflowAnchor = "none"; // the browser's own way to keep a place would move it a second time
    root.setAttribute("data-dz-lang", mode);
    root.lang = mode === "en" ? "en" : "zh-Hans";
    restore(seen);
    document.dispatchEvent(new CustomEvent("duizhao:language", { detail: mode }));
    restore(seen); // scripts may have written more, or less
    window.requestAnimationFrame(function () {
      root.style.overflowAnchor = "";
    });
  }

  function choose(mode) {
    if (MODES.indexOf(mode) < 0) {
      return;
    }
    remember(mode);
    if (mode !== language()) {
      mark(mode);
    }
  }

  function next() {
    choose(MODES[(MODES.indexOf(language()) + 1) % MODES.length]);
  }

  /* The switch shows the mode, also one that came by a key or from another tab. */
  function tick() {
    document.querySelectorAll('input[name="dz-language"]').forEach(function (button) {
      button.checked = button.value === language();
    });
  }

  function follow() {
    if (remembered() !== language()) {
      mark(remembered());
    }
    tick();
  }

  document.addEventListener("change", function (event) {
    if (event.target.name === "dz-language") {
      choose(event.target.value);
    }
  });
  /* A browser must not bring back over a reload that a menu was open; the markup may not say so (theme.py). */
  document.querySelectorAll(".md-toggle").forEach(function (box) {
    box.setAttribute("autocomplete", "off");
  });
  document.addEventListener("duizhao:language", tick);
  window.addEventListener("storage", follow);
  window.addEventListener("pageshow", follow);
  tick();

  shared.language = language;
  shared.say = say;
  shared.choose = choose;
  shared.nextLanguage = next;
  shared.edge = edge;
})();
