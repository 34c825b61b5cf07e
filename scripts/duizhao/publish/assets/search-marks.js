/* Arriving from a hit of the search: what matched (?h= in the address, once for each string) is marked in the provision
   that the address names, and the first of it brought into view. The address is left clean, so that what a reader copies
   from it is the provision's own; Esc takes the marks away. */
(function () {
  "use strict";

  var PLACES = "h1, h2, h3, h4, h5, h6, .dz-node[id]";
  var BLOCKS = "p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, .dz-title, .dz-label";
  var SKIPPED = ".dz-trust, .dz-together, .dz-copy, .dz-more, .dz-tag, .dz-offscreen, .dz-tools, button, script, style";
  var MOST = 8, LONGEST = 200;
  var LETTER = /[0-9A-Za-z\u00c0-\u024f]/;
  var GAP = 60;
  var shared = (window.duizhao = window.duizhao || {});
  var words = new URLSearchParams(location.search).getAll("h").filter(function (one) {
    return one.trim() && one.length <= LONGEST;
  }).slice(0, MOST);
  var marks = [];
  var sign = null;

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  /* The elements of a provision: its own, or for a heading also what follows until the next provision begins. */
  function provision() {
    var target = document.getElementById(decoded(location.hash.slice(1)));
    var first = target || document.querySelector(".md-content h1");
    var found = first ? [first] : [];
    for (var next = first; next && /^H[1-6]$/.test(first.tagName); ) {
      next = next.nextElementSibling;
      if (!next || next.matches(PLACES)) {
        break;
      }
      found.push(next);
    }
    return found;
  }

  /* The texts of elements in a row, with a break between blocks, and where each piece stands in it. */
  function read(elements) {
    var line = "", pieces = [], block = null;
    elements.forEach(function (element) {
      var walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        var node = walker.currentNode, own = node.parentElement.closest(BLOCKS);
        if (node.parentElement.closest(SKIPPED)) {
          continue;
        }
        line += own === block ? "" : "\n";
        block = own;
        pieces.push({ node: node, start: line.length });
        line += node.data;
      }
    });
    return { line: line, pieces: pieces };
  }

  /* Where a string stands, as words where it does so anywhere. */
  function places(line, string) {
    var pattern = new RegExp(string.trim().replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&").replace(/\s+/g, "\\s+"), "gi");
    var found = [], one;
    while ((one = pattern.exec(line))) {
      found.push([one.index, one.index + one[0].length]);
    }
    function inside(place) {
      return [place[0], place[1]].some(function (at) {
        return at > 0 && at < line.length && LETTER.test(line[at - 1]) && LETTER.test(line[at]);
      });
    }
    var whole = found.filter(function (place) {
      return !inside(place);
    });
    return whole.length ? whole : found;
  }

  /* Places in order, those that touch as one. */
  function joined(list) {
    return list.sort(function (one, other) {
      return one[0] - other[0] || one[1] - other[1];
    }).reduce(function (done, place) {
      var before = done[done.length - 1];
      if (before && place[0] <= before[1]) {
        before[1] = Math.max(before[1], place[1]);
      } else {
        done.push(place.slice());
      }
      return done;
    }, []);
  }

  function wrap(node, from, to) {
    var mark = document.createElement("mark");
    mark.className = "dz-found";
    var middle = from > 0 ? node.splitText(from) : node;
    if (to - from < middle.length) {
      middle.splitText(to - from);
    }
    middle.replaceWith(mark);
    mark.append(middle);
    marks.unshift(mark);
  }

  /* How many places were marked in elements. From the end on, so that what is in front stays where it is. */
  function markIn(elements) {
    var text = read(elements);
    var found = joined([].concat.apply([], words.map(function (one) {
      return places(text.line, one);
    })));
    text.pieces.slice().reverse().forEach(function (piece) {
      var length = piece.node.length;
      found.slice().reverse().forEach(function (place) {
        var from = Math.max(place[0] - piece.start, 0), to = Math.min(place[1] - piece.start, length);
        if (from < to) {
          wrap(piece.node, from, to);
        }
      });
    });
    return found.length;
  }

  function isShown(element) {
    return element.getClientRects().length > 0;
  }

  function show() {
    var first = marks.find(isShown);
    if (!first && marks[0]) {
      for (var fold = marks[0].closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
        fold.open = true;
      }
      first = marks.find(isShown);
    }
    var box = first && first.getBoundingClientRect();
    if (box && (box.top < (shared.edge ? shared.edge() : 0) || box.bottom > window.innerHeight - GAP)) {
      first.scrollIntoView({ block: "center", behavior: "instant" });
    }
  }

  function clear() {
    marks.forEach(function (mark) {
      var parent = mark.parentNode;
      mark.replaceWith.apply(mark, Array.from(mark.childNodes));
      if (parent) {
        parent.normalize();
      }
    });
    marks = [];
    sign.remove();
    document.removeEventListener("keydown", pressed);
    document.removeEventListener("duizhao:language", name);
  }

  function pressed(event) {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
      clear();
    }
  }

  function name() {
    var say = shared.say || function (zh, en) {
      return zh + " " + en;
    };
    sign.setAttribute("aria-label", say("搜索的词", "Words of the search"));
    sign.querySelector("p").textContent = say("标出 " + sign.dataset.count + " 处", sign.dataset.count + " marked");
    sign.querySelector("button").setAttribute("aria-label", say("去掉标记", "Remove the marks"));
  }

  function tell(count) {
    sign = document.createElement("aside");
    sign.className = "dz-marks md-typeset";
    sign.dataset.count = count;
    var told = document.createElement("p");
    told.setAttribute("role", "status");
    var close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.addEventListener("click", clear);
    sign.append(told, close);
    document.body.append(sign);
    name();
    document.addEventListener("keydown", pressed);
    document.addEventListener("duizhao:language", name);
  }

  function arrive() {
    var count = markIn(provision());
    shared.searchResults.readdress("h", "");
    if (count) {
      tell(count);
      window.requestAnimationFrame(show);
    }
  }

  if (words.length && document.readyState === "complete") {
    arrive();
  } else if (words.length) {
    window.addEventListener("load", arrive); // the browser has gone to the provision by then
  }
})();
