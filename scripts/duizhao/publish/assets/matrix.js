/* The filter of the rendering matrix: rows whose term or renderings hold what is typed; only those that drift. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});
  var field = document.getElementById("dz-matrix-find");
  var box = document.getElementById("dz-matrix-drift");
  var output = document.querySelector(".dz-matrix-count");
  if (!field || !box || !output) {
    return;
  }

  /* Small letters and half width, in which renderings are looked for. */
  function fold(text) {
    return text
      .toLowerCase()
      .replace(/[\uff01-\uff5e]/g, function (sign) {
        return String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
      })
      .replace(/\s+/g, " ");
  }

  function words(row) {
    var parts = row.querySelectorAll(".dz-term-en, .dz-term-zh, .dz-said");
    return fold(
      Array.prototype.map
        .call(parts, function (part) {
          return part.textContent;
        })
        .join("\n")
    );
  }

  var rows = Array.prototype.map.call(document.querySelectorAll(".dz-matrix tbody tr"), function (row) {
    return { row: row, words: words(row), drifts: row.hasAttribute("data-drift") };
  });

  /* The heading above a table goes with it. */
  function heading(frame) {
    var one = frame.previousElementSibling;
    return one && /^H\d$/.test(one.tagName) ? one : null;
  }

  function say(shown) {
    var zh = "显示 " + shown + " / " + rows.length + " 个";
    var en = shown + " of " + rows.length + " shown";
    output.textContent = shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  function filter() {
    var wanted = fold(field.value).trim().split(" ");
    var shown = 0;
    rows.forEach(function (one) {
      var fits = wanted.every(function (word) {
        return one.words.indexOf(word) >= 0;
      });
      one.row.hidden = !fits || (box.checked && !one.drifts);
      shown += one.row.hidden ? 0 : 1;
    });
    document.querySelectorAll(".dz-matrix").forEach(function (frame) {
      var none = !frame.querySelector("tbody tr:not([hidden])");
      frame.hidden = none;
      if (heading(frame)) {
        heading(frame).hidden = none;
      }
    });
    say(shown);
  }

  /* A row that the address names is shown whatever the filter says. */
  function arrive() {
    var row = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (row && row.hidden) {
      field.value = "";
      box.checked = false;
      filter();
      row.scrollIntoView();
    }
  }

  field.addEventListener("input", filter);
  box.addEventListener("change", filter);
  document.addEventListener("duizhao:language", filter);
  window.addEventListener("hashchange", arrive);
  filter();
})();
