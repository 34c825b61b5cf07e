/* What the practice finder knows and counts, without a page: reading the data, filtering, the state in the address.
   finder-page.js shows it. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});
  var FACETS = ["document", "element", "item", "tag"];
  var TEXT = "find"; // not "q", which the search of the whole site answers
  var LONGEST = 200;

  /* Small letters, half width, plain quotes; as long as it was, so that a place in it is a place in the text. */
  function fold(text) {
    var small = text.toLowerCase();
    if (small.length !== text.length) {
      small = text.replace(/[A-Z\uff21-\uff3a]/g, function (sign) {
        return sign.toLowerCase();
      });
    }
    return small.replace(/[\uff01-\uff5e\u3000\u00a0\u2018\u2019\u201c\u201d]/g, function (sign) {
      var code = sign.charCodeAt(0);
      if (code > 0xff00) {
        return String.fromCharCode(code - 0xfee0);
      }
      return code === 0x3000 || code === 0xa0 ? " " : code < 0x201a ? "'" : '"';
    });
  }

  /* A word as it may stand in the text: "surveys" also finds "survey", "stories" and "story" find each other. Each form
     is looked for anywhere, so that a longer one that begins with it is found too. */
  function forms(word) {
    var found = [word];
    if (/^[a-z]{3,}ies$/.test(word)) {
      found.push(word.slice(0, -3) + "y");
    } else if (/^[a-z]{3,}[^s]s$/.test(word)) {
      found.push(word.slice(0, -1));
    } else if (/^[a-z]{3,}[^aeiou]y$/.test(word)) {
      found.push(word.slice(0, -1) + "ies");
    }
    return found;
  }

  function words(query) {
    return fold(query)
      .split(/\s+/)
      .filter(function (word) {
        return word;
      })
      .map(forms);
  }

  function holds(text, word) {
    for (var n = 0; n < word.length; n += 1) {
      if (text.indexOf(word[n]) >= 0) {
        return true;
      }
    }
    return false;
  }

  function holdsAll(text, wanted) {
    for (var n = 0; n < wanted.length; n += 1) {
      if (!holds(text, wanted[n])) {
        return false;
      }
    }
    return true;
  }

  /* The text cut where words are found: [{text, found}], in order. */
  function cut(text, wanted) {
    var folded = fold(text);
    var marked = new Uint8Array(text.length);
    [].concat.apply([], wanted).forEach(function (form) {
      for (var at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length)) {
        marked.fill(1, at, at + form.length);
      }
    });
    var pieces = [];
    for (var start = 0, end = 1; start < text.length; end += 1) {
      if (end === text.length || marked[end] !== marked[start]) {
        pieces.push({ text: text.slice(start, end), found: marked[start] === 1 });
        start = end;
      }
    }
    return pieces;
  }

  /* What a query is looked for in: the texts of both editions, the number, the item's names. */
  function searched(data) {
    var rows = data.rows;
    var names = data.items.map(function (item) {
      return [item.label, item.zh, item.en].join("\n");
    });
    return rows.item.map(function (item, row) {
      var texts = [rows.zh[row], rows.en[row], rows.number[row], names[item]];
      if (rows.plain_zh) {
        texts.push(rows.plain_zh[row], rows.plain_en[row]);
      }
      return fold(texts.join("\n"));
    });
  }

  function mask(chosen, length) {
    if (!chosen.length) {
      return null;
    }
    var found = new Uint8Array(length);
    chosen.forEach(function (index) {
      found[index] = 1;
    });
    return found;
  }

  function open(data) {
    var rows = data.rows;
    var lists = { document: data.documents, element: data.elements, item: data.items, tag: data.tags };
    var texts = searched(data);
    var elementOf = rows.item.map(function (item) {
      return data.items[item].element;
    });
    var documentOf = elementOf.map(function (element) {
      return data.elements[element].document;
    });

    function hasTags(row, chosen) {
      return chosen.every(function (tag) {
        return rows.tags[row].indexOf(tag) >= 0;
      });
    }

    /* The rows that fit, and for each value of each filter how many would fit if it were chosen with the other filters:
       a row that only one filter shuts out counts for that filter's own values. Tags narrow each other, values of the
       other filters add up. */
    function filter(state) {
      var wanted = words(state.q);
      var masks = [
        mask(state.document, lists.document.length),
        mask(state.element, lists.element.length),
        mask(state.item, lists.item.length)
      ];
      var counts = {};
      FACETS.forEach(function (facet) {
        counts[facet] = new Uint32Array(lists[facet].length);
      });
      var found = [];
      for (var row = 0; row < texts.length; row += 1) {
        if (!holdsAll(texts[row], wanted) || !hasTags(row, state.tag)) {
          continue;
        }
        var values = [documentOf[row], elementOf[row], rows.item[row]];
        var shut = -1;
        var shutters = 0;
        for (var n = 0; n < 3; n += 1) {
          if (masks[n] && !masks[n][values[n]]) {
            shut = n;
            shutters += 1;
          }
        }
        if (shutters === 1) {
          counts[FACETS[shut]][values[shut]] += 1;
        } else if (!shutters) {
          found.push(row);
          counts.document[values[0]] += 1;
          counts.element[values[1]] += 1;
          counts.item[values[2]] += 1;
          for (var t = 0; t < rows.tags[row].length; t += 1) {
            counts.tag[rows.tags[row][t]] += 1;
          }
        }
      }
      return { rows: found, counts: counts, words: wanted };
    }

    /* An id in an address. The id alone will do where a second document has since come to stand before it. */
    function index(facet, id) {
      var list = lists[facet];
      var also = -1;
      for (var n = 0; n < list.length; n += 1) {
        if (list[n].id === id) {
          return n;
        }
        if (also < 0 && list[n].id.slice(-id.length - 1) === "/" + id) {
          also = n;
        }
      }
      return also;
    }

    /* The state in an address ("?find=…&element=…&tag=…&tag=…"), and how many of its values are not known here. */
    function read(search) {
      var asked = new URLSearchParams(search);
      var state = { q: (asked.get(TEXT) || "").slice(0, LONGEST), unknown: 0 };
      FACETS.forEach(function (facet) {
        state[facet] = [];
        asked.getAll(facet).forEach(function (id) {
          var found = id ? index(facet, id) : -1;
          if (found < 0) {
            state.unknown += 1;
          } else if (state[facet].indexOf(found) < 0) {
            state[facet].push(found);
          }
        });
      });
      return state;
    }

    function write(state) {
      var asked = new URLSearchParams();
      if (state.q.trim()) {
        asked.set(TEXT, state.q.trim());
      }
      FACETS.forEach(function (facet) {
        state[facet].forEach(function (chosen) {
          asked.append(facet, lists[facet][chosen].id);
        });
      });
      var text = asked.toString();
      return text && "?" + text;
    }

    return {
      data: data,
      lists: lists,
      length: texts.length,
      element: function (row) {
        return data.elements[elementOf[row]];
      },
      document: function (row) {
        return data.documents[documentOf[row]];
      },
      filter: filter,
      read: read,
      write: write
    };
  }

  shared.finder = { facets: FACETS, fold: fold, words: words, cut: cut, holdsAll: holdsAll, open: open };
})();
