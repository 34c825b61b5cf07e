/* Filters a list of findings by severity and by words. Without it all of them are shown. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});

  function say(zh, en) {
    return shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }

  function shows(item, severities, words) {
    return severities.indexOf(item.severity) >= 0 && words.every(function (word) {
      return item.text.indexOf(word) >= 0;
    });
  }

  function start(form) {
    var area = document.getElementById(form.getAttribute("data-for"));
    var boxes = Array.prototype.slice.call(form.querySelectorAll('input[type="checkbox"]'));
    var field = form.querySelector('input[type="search"]');
    var left = form.querySelector("output");
    var items = Array.prototype.map.call(area.querySelectorAll("[data-severity]"), function (element) {
      return {
        element: element,
        severity: element.getAttribute("data-severity"),
        count: Number(element.getAttribute("data-count")),
        text: fold(element.textContent)
      };
    });
    var groups = Array.prototype.slice.call(area.querySelectorAll(".dz-issues-of"));
    var all = sum(items);

    function sum(some) {
      return some.reduce(function (number, item) {
        return number + item.count;
      }, 0);
    }

    function sift() {
      var severities = boxes.filter(function (box) {
        return box.checked;
      }).map(function (box) {
        return box.value;
      });
      var words = fold(field.value).split(" ").filter(Boolean);
      var kept = items.filter(function (item) {
        item.element.hidden = !shows(item, severities, words);
        return !item.element.hidden;
      });
      groups.forEach(function (group) {
        group.hidden = !group.querySelector("[data-severity]:not([hidden])");
      });
      var number = sum(kept);
      left.textContent = number === all ? "" : say("显示 " + number + " / " + all, number + " of " + all + " shown");
    }

    form.hidden = false;
    form.addEventListener("input", sift);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    document.addEventListener("duizhao:language", sift);
    sift(); // a browser may have kept what was typed
  }

  /* Paper has nothing to click on: what is folded is printed open. */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("details.dz-more-places:not([open])"));
    opened.forEach(function (details) {
      details.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) {
      details.open = false;
    });
  });

  Array.prototype.forEach.call(document.querySelectorAll("form.dz-sieve"), start);
})();
