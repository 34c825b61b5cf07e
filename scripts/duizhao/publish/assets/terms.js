/* The tip at a term in the text: both terms, definition, status. Without this script the term is a plain link. */
(function () {
  "use strict";

  var WAIT = 250; // a pointer on its way across a line asks for nothing
  var AWAY = 200; // nor has one left that is on its way into the tip
  var GAP = 6;
  var STATUS = { admitted: ["许用", "admitted"], avoid: ["避免使用", "to be avoided"] };
  var script = document.currentScript;
  var root = new URL("../../", (script && script.src) || window.location.href);
  var shared = (window.duizhao = window.duizhao || {});
  var asked = null;
  var tip = null;
  var wanted = null;
  var shown = null;
  var timer = 0;
  var touched = false;

  /* The data come with the first tip that is wanted; they are a script, for a page from a disk may fetch nothing. */
  function load() {
    asked =
      asked ||
      new Promise(function (resolve, reject) {
        var element = document.createElement("script");
        element.src = new URL("glossary.js", root).href;
        element.onload = resolve;
        element.onerror = reject;
        document.head.appendChild(element);
      });
    return asked;
  }

  function make(name, text, lang, kind) {
    var element = document.createElement(name);
    if (text) {
      element.textContent = text;
    }
    if (lang) {
      element.lang = lang === "zh" ? "zh-Hans" : "en";
    }
    if (kind) {
      element.className = kind;
    }
    return element;
  }

  /* Words in both languages, of which the page shows the reader's half. */
  function both(name, zh, en, kind) {
    var element = make(name, "", "", kind);
    var half = make("span", "", "", "dz-both");
    half.append(make("span", zh, "zh"), " ", make("span", en, "en", "dz-en"));
    element.append(half);
    return element;
  }

  /* What the link's address names: the concept, and which of its terms, if that is not a preferred one. */
  function named(link) {
    var found = /\/([^/]+)\.html(?:#t(\d+))?$/.exec(link.href);
    var concept = found && shared.glossary && shared.glossary[decodeURIComponent(found[1])];
    return concept ? { concept: concept, term: found[2] ? concept.terms[found[2] - 1] : null } : null;
  }

  function preferred(concept, language) {
    return concept.terms.filter(function (term) {
      return term[0] === language && !term[2];
    });
  }

  function heads(concept) {
    var head = make("p", "", "", "dz-tip-terms");
    ["zh", "en"].forEach(function (language) {
      preferred(concept, language).forEach(function (term) {
        head.append(make("span", term[1], language), " ");
      });
    });
    return head;
  }

  /* Of a term that is not preferred: its status, what to use instead, and why. */
  function standing(concept, term) {
    var words = STATUS[term[2]];
    var line = both("p", "“" + term[1] + "”：" + words[0], "“" + term[1] + "”: " + words[1], "dz-tip-" + term[2]);
    var better = preferred(concept, term[0]).map(function (one) {
      return one[1];
    });
    if (term[2] === "avoid" && better.length) {
      line.append(both("span", "，宜用“" + better.join("”“") + "”", "; use “" + better.join("”, “") + "”"));
    }
    if (term[3]) {
      line.append(make("small", term[3], /[\u3400-\u9fff]/.test(term[3]) ? "zh" : "en"));
    }
    return line;
  }

  function definition(concept) {
    if (concept.zh && concept.en) {
      return both("p", concept.zh, concept.en, "dz-tip-text");
    }
    var language = concept.zh ? "zh" : "en";
    return concept[language] ? make("p", concept[language], language) : make("p");
  }

  function entry(link) {
    var line = make("p", "", "", "dz-tip-more");
    var way = both("a", "词条", "Entry");
    way.href = link.href;
    line.append(way);
    return line;
  }

  function fill(link, found) {
    tip.replaceChildren(heads(found.concept));
    if (found.term) {
      tip.append(standing(found.concept, found.term));
    }
    if (found.concept.zh || found.concept.en) {
      tip.append(definition(found.concept));
    }
    if (touched) {
      tip.append(entry(link));
    }
  }

  function build() {
    if (!tip) {
      tip = make("div", "", "", "dz-tip md-typeset");
      tip.id = "dz-tip";
      tip.setAttribute("role", "tooltip");
      tip.addEventListener("pointerenter", stop);
      tip.addEventListener("pointerleave", leave);
      (document.querySelector("article") || document.body).append(tip);
    }
  }

  /* Below the word, or above it where there is more room; never beyond the window's sides. */
  function place() {
    var box = shown.getClientRects()[0];
    if (!box) {
      hide();
      return;
    }
    var width = document.documentElement.clientWidth;
    var left = Math.min(Math.max(box.left - 8, 8), width - tip.offsetWidth - 8);
    var below = box.bottom + GAP;
    var above = box.top - GAP - tip.offsetHeight;
    var fits = below + tip.offsetHeight <= window.innerHeight || above < (shared.edge ? shared.edge() : 0);
    tip.style.left = Math.max(left, 0) + "px";
    tip.style.top = (fits ? below : above) + "px";
  }

  function show(link) {
    stop();
    return load().then(
      function () {
        var found = named(link);
        if (!found || wanted !== link) {
          return;
        }
        if (shown && shown !== link) {
          shown.removeAttribute("aria-describedby");
        }
        build();
        fill(link, found);
        tip.hidden = false;
        shown = link;
        link.setAttribute("aria-describedby", tip.id);
        place();
      },
      function () {
        asked = null; // The link still leads to the page.
      }
    );
  }

  function want(link, wait) {
    stop();
    wanted = link;
    timer = window.setTimeout(function () {
      show(link);
    }, wait);
  }

  function stop() {
    window.clearTimeout(timer);
  }

  function leave() {
    stop();
    timer = window.setTimeout(hide, AWAY);
  }

  function hide() {
    stop();
    wanted = null;
    if (shown) {
      shown.removeAttribute("aria-describedby");
      shown = null;
      tip.hidden = true;
    }
  }

  function term(event) {
    return event.target.closest ? event.target.closest("a.dz-term") : null;
  }

  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch";
    if (shown && !term(event) && !tip.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("pointerover", function (event) {
    var link = term(event);
    if (link && event.pointerType !== "touch" && link !== shown) {
      touched = false;
      want(link, WAIT);
    } else if (link) {
      stop();
    }
  });
  document.addEventListener("pointerout", function (event) {
    if (term(event) && event.pointerType !== "touch") {
      leave();
    }
  });
  document.addEventListener("focusin", function (event) {
    var link = term(event);
    if (link && !touched) {
      want(link, 0);
    } else if (shown && !link && !tip.contains(event.target)) {
      hide();
    }
  });
  /* The first tap shows the tip, with a link to the entry; the second follows the term itself. */
  document.addEventListener("click", function (event) {
    var link = term(event);
    if (link && touched && link !== shown && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      wanted = link;
      load().then(
        function () {
          show(link);
        },
        function () {
          asked = null;
          window.location.href = link.href;
        }
      );
    }
  });
  document.addEventListener("keydown", function (event) {
    touched = false;
    if (event.key === "Escape" && (shown || wanted)) {
      hide();
    }
  });
  window.addEventListener(
    "scroll",
    function () {
      if (shown) {
        place();
      }
    },
    { passive: true }
  );
  window.addEventListener("resize", hide);
  document.addEventListener("duizhao:language", function () {
    if (shown) {
      place();
    }
  });
})();
