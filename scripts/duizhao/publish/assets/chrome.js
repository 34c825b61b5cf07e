/* The words of the theme in the reader's language: names of controls, the search, the page's title. */
(function () {
  "use strict";

  /* Which element says what: a selector, the attribute ("" is its text), the theme's name of the words. */
  var CONTROLS = [
    [".md-skip", "", "action.skip"],
    [".md-header__inner", "aria-label", "header"],
    ['[data-md-component="search"]', "aria-label", "search"],
    [".md-search__input", "aria-label", "search.placeholder"],
    [".md-search__input", "placeholder", "search.placeholder"],
    [".md-search__options", "aria-label", "search"],
    [".md-search__icon[type=reset]", "aria-label", "search.reset"],
    [".md-search__icon[type=reset]", "title", "search.reset"],
    [".md-nav--primary", "aria-label", "nav"],
    [".md-nav--secondary", "aria-label", "toc"],
    [".md-nav--secondary > .md-nav__title", "", "toc"],
    [".md-footer__inner", "aria-label", "footer"],
    [".md-top", "", "top"],
  ];
  var RESULTS = ".md-search-result__meta, .md-search-result__more > summary > div";
  var shared = (window.duizhao = window.duizhao || {});
  var title = document.title;
  var words = read();
  var sentences = Object.keys(words).filter(function (key) {
    return key.indexOf("search.result.") === 0;
  });

  function read() {
    var source = document.getElementById("dz-words");
    return source ? JSON.parse(source.textContent) : {};
  }

  function say(pair) {
    return shared.say ? shared.say(pair[0], pair[1]) : pair[0];
  }

  /* One language even where the page shows both: for places with room for one. */
  function short(pair) {
    return shared.language && shared.language() === "en" ? pair[1] : pair[0];
  }

  /* The last text in an element, behind its picture if it has one. */
  function write(element, text) {
    var last = element.lastChild;
    if (last && last.nodeType === Node.TEXT_NODE && last.data.trim() !== text) {
      last.data = text;
    }
  }

  function controls() {
    CONTROLS.forEach(function (control) {
      var element = words[control[2]] && document.querySelector(control[0]);
      if (element && control[1]) {
        element.setAttribute(control[1], say(words[control[2]]));
      } else if (element) {
        write(element, say(words[control[2]]));
      }
    });
  }

  /* Names that a page gives in both languages. */
  function names() {
    document.querySelectorAll("[data-dz-zh]").forEach(function (element) {
      ["aria-label", "title", "placeholder"].forEach(function (name) {
        if (element.hasAttribute(name)) {
          element.setAttribute(name, say([element.dataset.dzZh, element.dataset.dzEn]));
        }
      });
    });
  }

  /* A switch of colours is named "深色 · Dark" in the settings. */
  function colours() {
    document.querySelectorAll('[data-md-component="palette"] :is(input, label)').forEach(function (element) {
      var attribute = element.title ? "title" : "aria-label";
      var pair = (element.dataset.name = element.dataset.name || element.getAttribute(attribute) || "").split(" · ");
      if (pair.length === 2) {
        element.setAttribute(attribute, say(pair));
      }
    });
  }

  /* A list below a line of the contents is named after that line. */
  function lists() {
    document.querySelectorAll(".md-nav--secondary .md-nav__item > nav[aria-label]").forEach(function (list) {
      var line = list.previousElementSibling;
      var zh = line && line.querySelector('.dz-both > [lang="zh-Hans"]');
      var en = zh && zh.parentElement.querySelector('[lang="en"]');
      if (en) {
        list.setAttribute("aria-label", short([zh.textContent, en.textContent]));
      }
    });
  }

  function titles() {
    var topic = document.querySelector('[data-md-component="header-topic"] .md-ellipsis');
    if (words.page) {
      document.title = title.split(words.page[0]).join(short(words.page));
      write(topic || document.createElement("i"), short(words.page));
    }
  }

  /* The theme writes what the search found in one language: "# results" there becomes "# results" here. */
  function translated(text) {
    var numbers = /[\d.,]+[kKmM]?/;
    var number = (text.match(numbers) || [""])[0];
    var bare = number ? text.split(number).join("#") : text;
    var key = sentences.find(function (one) {
      return words[one].concat(words[one].join(" ")).some(function (known) {
        return known === bare || known === text;
      });
    });
    return key ? say(words[key]).split("#").join(number) : text;
  }

  function results() {
    document.querySelectorAll(RESULTS).forEach(function (element) {
      var text = element.textContent.trim();
      if (text && translated(text) !== text) {
        element.textContent = translated(text);
      }
    });
    missing();
  }

  /* What a result lacks of the words that were asked for stands behind "缺少: ". */
  function missing() {
    var pair = words["search.result.term.missing"];
    document.querySelectorAll(".md-search-result__terms").forEach(function (element) {
      var first = element.firstChild;
      if (pair && first && first.nodeType === Node.TEXT_NODE && first.data !== say(pair) + ": ") {
        first.data = say(pair) + ": ";
      }
    });
  }

  function all() {
    [controls, names, colours, lists, titles, results].forEach(function (part) {
      part();
    });
  }

  var found = document.querySelector('[data-md-component="search-result"]');
  if (found) {
    new MutationObserver(results).observe(found, { childList: true, subtree: true, characterData: true });
  }
  document.addEventListener("duizhao:language", all);
  all();
})();
