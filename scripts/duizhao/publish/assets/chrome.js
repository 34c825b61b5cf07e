/* The words of the theme in the reader's language: names of controls, the page's title. */
(function () {
  "use strict";

  /* Which element says what: a selector, the attribute ("" is its text), the theme's name of the words. */
  var CONTROLS = [
    [".md-skip", "", "action.skip"],
    [".md-header__inner", "aria-label", "header"],
    [".md-nav--primary", "aria-label", "nav"],
    [".md-nav--secondary", "aria-label", "toc"],
    [".md-nav--secondary > .md-nav__title", "", "toc"],
    [".md-footer__inner", "aria-label", "footer"],
    [".md-top", "", "top"],
  ];
  var shared = (window.duizhao = window.duizhao || {});
  var title = document.title;
  var words = read();

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

  function all() {
    [controls, names, colours, lists, titles].forEach(function (part) {
      part();
    });
  }

  document.addEventListener("duizhao:language", all);
  all();
})();
