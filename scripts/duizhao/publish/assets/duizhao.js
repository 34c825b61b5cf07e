/* Copies the address of a provision; without this script the control is a plain link to it. */
(function () {
  "use strict";

  var SHOWN = 1600;
  var shared = (window.duizhao = window.duizhao || {});

  /* The way for pages opened from a disk or over plain http, where browsers may withhold the clipboard. */
  function copyBySelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "dz-offscreen";
    document.body.appendChild(area);
    area.select();
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    area.remove();
    return done;
  }

  function copy(text) {
    var bySelection = function () {
      return copyBySelection(text);
    };
    if (!navigator.clipboard || !navigator.clipboard.writeText) {
      return Promise.resolve(bySelection());
    }
    return navigator.clipboard.writeText(text).then(function () {
      return true;
    }, bySelection);
  }

  /* One region for the whole page, so that a screen reader says what happened. */
  function announce(words) {
    var region = document.getElementById("dz-said");
    if (!region) {
      region = document.createElement("div");
      region.id = "dz-said";
      region.className = "dz-offscreen";
      region.setAttribute("role", "status");
      document.body.appendChild(region);
    }
    region.textContent = words;
  }

  function say(zh, en) {
    return shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  /* Says beside a control, and to screen readers, that what it copies is copied, or else what to do. */
  function show(control, done, otherwise) {
    var words = done ? say("已复制", "Copied") : otherwise || say("浏览器不允许复制", "The browser does not let us copy");
    control.dataset.said = words;
    announce(words);
    window.setTimeout(function () {
      delete control.dataset.said;
    }, SHOWN);
  }

  shared.copy = copy;
  shared.copied = show;

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.dz-copy");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    history.replaceState(history.state, "", link.hash);
    copy(link.href).then(function (done) {
      show(link, done, say("请从地址栏复制", "Copy it from the address bar"));
      link.focus();
    });
  });
})();
