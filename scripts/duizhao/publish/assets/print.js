/* The page that prints a document: boxes pick its parts, the pick stands in the address. Every page, printed, says
   where it comes from. */
(function () {
  "use strict";

  var panel = document.querySelector(".dz-print-panel");

  function boxes() {
    return Array.prototype.slice.call(panel.querySelectorAll('input[name="part"]'));
  }

  function show() {
    var picked = {};
    boxes().forEach(function (box) {
      picked[box.value] = box.checked;
    });
    document.querySelectorAll(".dz-print-part").forEach(function (part) {
      part.hidden = !picked[part.dataset.part];
    });
    panel.querySelector('[data-print="go"]').disabled = !boxes().some(function (box) {
      return box.checked;
    });
  }

  /* "?only=6,a.2-1"; everything is picked where it is missing. */
  function remember() {
    var all = boxes();
    var names = all
      .filter(function (box) {
        return box.checked;
      })
      .map(function (box) {
        return encodeURIComponent(box.value);
      });
    var query = names.length === all.length ? "" : "?only=" + names.join(",");
    history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  function pickFromAddress() {
    var found = /[?&]only=([^&]*)/.exec(location.search);
    if (!found) {
      return;
    }
    var names = found[1].split(",").map(function (name) {
      try {
        return decodeURIComponent(name);
      } catch (error) {
        return "";
      }
    });
    boxes().forEach(function (box) {
      box.checked = names.indexOf(box.value) >= 0;
    });
  }

  function press(what) {
    if (what === "go") {
      window.print();
      return;
    }
    boxes().forEach(function (box) {
      box.checked = what === "all";
    });
    show();
    remember();
  }

  /* The line below a printed page: its address and the day. */
  function sign() {
    var body = document.querySelector(".md-content__inner");
    if (!body) {
      return;
    }
    var line = document.querySelector(".dz-source") || document.createElement("p");
    line.className = "dz-source";
    line.textContent = location.href + " · " + new Date().toISOString().slice(0, 10);
    body.appendChild(line);
  }

  window.addEventListener("beforeprint", sign);

  if (panel) {
    pickFromAddress();
    show();
    panel.addEventListener("change", function () {
      show();
      remember();
    });
    panel.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    panel.addEventListener("click", function (event) {
      var button = event.target.closest && event.target.closest("[data-print]");
      if (button) {
        press(button.dataset.print);
      }
    });
  }
})();
