/* What must be settled before a page is painted: what the theme's scripts ask for (the reader's settings, kept by
   site), the reader's language and colours, and that scripts run. The only script in the head. */
(function () {
  "use strict";

  var root = document.documentElement;
  var scope = new URL(document.currentScript.dataset.scope, location);

  /* The theme's scripts call these four by name. */
  window.__md_scope = scope;
  window.__md_get = function (key, store, place) {
    return JSON.parse((store || localStorage).getItem((place || scope).pathname + "." + key));
  };
  window.__md_set = function (key, value, store, place) {
    try {
      (store || localStorage).setItem((place || scope).pathname + "." + key, JSON.stringify(value));
    } catch (error) {
      /* A browser that keeps nothing: the setting holds for this page. */
    }
  };
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, character) {
      return (Math.imul(sum, 31) + character.codePointAt(0)) | 0;
    }, 0);
  };

  function kept(read) {
    try {
      return read();
    } catch (error) {
      return null;
    }
  }

  /* Readers' languages. */
  var mode = kept(function () {
    return localStorage.getItem("duizhao-language");
  });
  mode = mode === "zh" || mode === "en" ? mode : "both";
  root.setAttribute("data-dz-lang", mode);
  root.lang = mode === "en" ? "en" : "zh-Hans";

  /* The theme says that scripts run only at the page's end, and until then its navigation holds the footer down. */
  root.classList.replace("no-js", "js");

  /* Readers' colours: as soon as there is a body, and the switch where that has to tell which colours the system's
     setting means. */
  function colour(watch) {
    var chosen = palette && palette.color;
    var media = chosen && chosen.media === "(prefers-color-scheme)" && matchMedia("(prefers-color-scheme: light)");
    var wanted = media && "(prefers-color-scheme: " + (media.matches ? "light)" : "dark)");
    var source = media && document.querySelector("[data-md-color-media='" + wanted + "']");
    if (!chosen || !document.body || (media && !source)) {
      return;
    }
    Object.keys(chosen).forEach(function (key) {
      var value = media ? source.getAttribute("data-md-color-" + key) : chosen[key];
      document.body.setAttribute("data-md-color-" + key, value);
    });
    watch.disconnect();
  }

  var palette = kept(function () {
    return window.__md_get("__palette");
  });
  if (palette && palette.color) {
    new MutationObserver(function (changes, watch) {
      colour(watch);
    }).observe(root, { childList: true, subtree: true });
  }

  /* Tabs: those that readers chose are the open ones, and the one that the address names. */
  document.addEventListener("DOMContentLoaded", function () {
    var chosen = kept(function () {
      return window.__md_get("__tabs");
    });
    document.querySelectorAll(".tabbed-labels > label").forEach(function (label) {
      if (Array.isArray(chosen) && chosen.indexOf(label.innerText.trim()) >= 0) {
        document.getElementById(label.htmlFor).checked = true;
      }
    });
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.name && target.name.indexOf("__tabbed_") === 0) {
      target.checked = true;
    }
  });
})();
