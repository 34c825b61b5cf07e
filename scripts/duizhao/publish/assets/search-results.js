/* What the search found, as the box (search.js) and the page of results (search-page.js) show it: hits with their
   matches marked in both languages, why they matched, filters, and what to say where nothing is found. All of it is
   text of documents and readers, and enters the page as text only. */
(function () {
  "use strict";

  var KINDS = {
    document: ["文件", "Document"], clause: ["条款", "Clause"], term: ["术语", "Term"], note: ["注", "Note"],
    example: ["示例", "Example"], annex: ["附录", "Annex"], table: ["表", "Table"], factor: ["要素", "Element"],
    group: ["分组", "Group"], item: ["项", "Item"], practice: ["做法", "Practice"], row: ["表格行", "Table row"],
    part: ["部分", "Part"], chapter: ["章", "Chapter"], section: ["节", "Section"], paragraph: ["段", "Paragraph"],
  };
  var FACETS = [["document", "文件", "Document"], ["element", "要素", "Element"], ["kind", "类型", "Kind"]];
  var HOW = {
    folded: ["写法", "form"], concept: ["同义", "synonym"], pinyin: ["拼音", "pinyin"], fuzzy: ["近似", "similar"],
    exact: ["原词", "as typed"], word: ["原词", "as typed"],
  };
  var TONGUES = { zh: "zh-Hans", en: "en" };
  var TEXTS = ["title_zh", "snippet_zh", "title_en", "snippet_en"];
  var PART = 44, FUZZY = 60; // ranks from which on only some of the words match, or others in their place
  var FEW = 6; // values of a filter that are shown at first
  var CARRIED = 8; // strings that an address takes along to be marked
  var WAIT = 40;
  var shared = (window.duizhao = window.duizhao || {});

  function make(name, properties, children) {
    var element = Object.assign(document.createElement(name), properties);
    element.append.apply(element, (children || []).filter(Boolean));
    return element;
  }

  /* Words in both languages, of which the page shows the reader's. */
  function both(zh, en) {
    return make("span", { className: "dz-both" }, [
      make("span", { lang: "zh-Hans" }, [zh]), " ", make("span", { lang: "en", className: "dz-en" }, [en])
    ]);
  }

  function button(name, children, action) {
    var made = make("button", { type: "button", className: name }, children);
    made.addEventListener("click", action);
    return made;
  }

  function mode() {
    return shared.language ? shared.language() : "both";
  }

  function kindName(kind) {
    return KINDS[kind] || [kind, kind];
  }

  // A hit

  function marked(text, marks) {
    var at = 0, children = [];
    marks.forEach(function (mark) {
      children.push(text.slice(at, mark[0]), make("mark", {}, [text.slice(mark[0], mark[1])]));
      at = mark[1];
    });
    return children.concat(text.slice(at));
  }

  /* What is marked in a hit, each string once, without what the snippet's end cuts. */
  function strings(hit) {
    var found = new Map();
    TEXTS.forEach(function (name) {
      var text = hit[name];
      hit.marks[name].forEach(function (mark) {
        var whole = mark[1] < text.length - 1 || text[text.length - 1] !== "…";
        var words = text.slice(mark[0], mark[1]);
        if (whole && !found.has(words.toLowerCase())) {
          found.set(words.toLowerCase(), words);
        }
      });
    });
    return Array.from(found.values()).slice(0, CARRIED);
  }

  /* The address of a hit with what search-marks.js marks there. */
  function address(base, hit) {
    var parts = hit.address.split("#");
    var carried = new URLSearchParams(strings(hit).map(function (words) {
      return ["h", words];
    })).toString();
    return base + parts[0] + (carried ? "?" + carried : "") + (parts[1] ? "#" + parts[1] : "");
  }

  /* The languages in which a hit is shown: the reader's, and another where only that has the match. */
  function tongues(hit) {
    var own = mode();
    var other = own === "en" ? "zh" : "en";
    function has(language, what) {
      return ["title_", "snippet_"].some(function (name) {
        var value = what === "marks" ? hit.marks[name + language] : hit[name + language];
        return value.length > 0;
      });
    }
    var wanted = own === "both" ? ["zh", "en"] : [own];
    if (own !== "both" && (!has(own) || (!has(own, "marks") && has(other, "marks")))) {
      wanted.push(other);
    }
    return wanted.filter(function (language) {
      return has(language);
    });
  }

  function text(hit, language) {
    var title = hit["title_" + language], body = hit["snippet_" + language];
    return make("span", { className: "dz-hit-text", lang: TONGUES[language] }, [
      title && make("strong", {}, marked(title, hit.marks["title_" + language])), title && body && " ",
      body && make("span", {}, marked(body, hit.marks["snippet_" + language]))
    ]);
  }

  function reason(how, what) {
    return make("span", { className: "dz-hit-why" }, [
      both(HOW[how][0], HOW[how][1]), mode() === "zh" ? "：" : ": ", make("b", {}, [what])
    ]);
  }

  /* Why a hit matched, where what was typed does not stand in it. */
  function reasons(hit) {
    var told = hit.matched.filter(function (one) {
      return ["exact", "word"].indexOf(one.how) < 0 && one.part.toLowerCase() !== one.what.toLowerCase();
    }).map(function (one) {
      return reason(one.how, one.what);
    });
    if (hit.rank >= PART && hit.rank < FUZZY) {
      told.push(make("span", { className: "dz-hit-why" }, [both("部分词语", "some of the words")]));
    }
    return told;
  }

  function named(answer, facet, value) {
    var found = answer.facets[facet].find(function (one) {
      return one.value === value;
    });
    return found ? [found.zh || found.en || value, found.en || found.zh || value] : [value, value];
  }

  /* Without the answer, which knows the names of documents and elements: the first hit comes before it. */
  function meta(hit, answer) {
    var several = answer && answer.facets.document.length > 1;
    var element = answer && hit.element && named(answer, "element", hit.element);
    var title = hit.title_zh || hit.title_en;
    return make("span", { className: "dz-hit-meta" }, [
      hit.kind !== "document" && make("span", { className: "dz-hit-id" }, [hit.id]), " ",
      make("span", { className: "dz-hit-kind" }, [both.apply(null, kindName(hit.kind))]), " ",
      element && element[0] !== title && make("span", { className: "dz-hit-in" }, [both.apply(null, element)]), " ",
      several && hit.kind !== "document"
        && make("span", { className: "dz-hit-in" }, [both.apply(null, named(answer, "document", hit.document))])
    ].concat(reasons(hit)));
  }

  function hitLink(hit, answer, base) {
    var shown = tongues(hit);
    var body = make("span", { className: "dz-hit-texts" }, shown.map(function (language) {
      return text(hit, language);
    }));
    body.classList.toggle("dz-hit-one", shown.length < 2);
    return make("a", { className: "dz-hit", href: address(base, hit) }, [meta(hit, answer), " ", body]);
  }

  // Filters

  function valueName(facet, one) {
    var names = facet === "kind" ? kindName(one.value) : [one.zh || one.en || one.value, one.en || one.zh || one.value];
    return names[0] === names[1] ? make("span", {}, [names[0]]) : both(names[0], names[1]);
  }

  /* Filters as toggles with counts: element, and show(answer, state). choose(facet, value) sets one, or none ("").
     Where the page is narrow they fold. */
  function filters(choose) {
    var opened = {};
    var box = make("details", { className: "dz-facets", open: window.matchMedia("(min-width: 60em)").matches });
    var last = null;

    function toggle(facet, one, state) {
      var on = state[facet] === one.value;
      var made = button("dz-facet", [valueName(facet, one), " ", make("span", { className: "dz-facet-count" }, [String(one.count)])],
        function () {
          choose(facet, on ? "" : one.value);
        });
      made.setAttribute("aria-pressed", String(on));
      made.dataset.key = facet + " " + one.value;
      return made;
    }

    function group(facet, answer, state) {
      var values = answer.facets[facet[0]], chosen = state[facet[0]];
      if (values.length < 2 && !chosen) {
        return null;
      }
      var shown = opened[facet[0]] ? values : values.filter(function (one, at) {
        return at < FEW || one.value === chosen;
      });
      var more = shown.length < values.length && button("dz-facet-more", [both("更多", "More"), " +" + (values.length - shown.length)], function () {
        opened[facet[0]] = true;
        show.apply(null, last);
      });
      var name = make("p", { className: "dz-facet-name", id: "dz-facet-" + facet[0] }, [both(facet[1], facet[2])]);
      var made = make("div", { className: "dz-facet-group dz-facet-of-" + facet[0] }, [name].concat(shown.map(function (one) {
        return toggle(facet[0], one, state);
      }), more));
      made.setAttribute("role", "group");
      made.setAttribute("aria-labelledby", name.id);
      return made;
    }

    function show(answer, state) {
      var held = box.contains(document.activeElement) && document.activeElement.dataset.key;
      var groups = FACETS.map(function (facet) {
        return group(facet, answer, state);
      }).filter(Boolean);
      var set = FACETS.filter(function (facet) {
        return state[facet[0]];
      }).length;
      last = [answer, state];
      box.hidden = !groups.length;
      box.replaceChildren.apply(box, [make("summary", {}, [both("筛选", "Filters"), set ? " (" + set + ")" : ""])].concat(groups));
      Array.prototype.some.call(held ? box.querySelectorAll("[data-key]") : [], function (one) {
        return one.dataset.key === held && !one.focus();
      });
    }

    return { element: box, show: show };
  }

  // What is said beside the hits

  function count(answer) {
    var total = answer.total;
    return answer.more
      ? ["至少 " + total + " 条结果", "At least " + total + " results"]
      : [total + " 条结果", total + (total === 1 ? " result" : " results")];
  }

  /* Where the hits are not for what was typed but for something like it. */
  function instead(answer) {
    var first = answer.hits[0] && answer.hits[0].matched.find(function (one) {
      return one.how === "fuzzy";
    });
    return first ? make("p", { className: "dz-search-note" }, [
      both("没有“" + first.part + "”，显示", "Nothing for “" + first.part + "”; showing"), " ", make("b", {}, [first.what])
    ]) : null;
  }

  /* The pages of the concepts that were asked for. */
  function terms(answer, base) {
    if (!answer.terms.length) {
      return null;
    }
    return make("p", { className: "dz-search-terms" }, [both("术语", "Term")].concat(answer.terms.map(function (one) {
      var names = [["zh-Hans", one.zh], ["en", one.en]].filter(function (name) {
        return name[1];
      }).map(function (name) {
        return make("span", { lang: name[0] }, [name[1]]);
      });
      return make("a", { href: base + "glossary/" + encodeURIComponent(one.id) + ".html" }, names);
    })));
  }

  var TRIED = [
    "查过原词、同义词、拼音和近似的写法：", "Tried as typed, and by synonyms, pinyin and similar spellings:"
  ];

  function tried(answer) {
    return make("p", { className: "dz-search-tried" }, [both(TRIED[0], TRIED[1])].concat(answer.tried.slice(0, FEW).map(function (one) {
      return make("span", {}, ["“" + one.what + "” ", make("span", { className: "dz-quiet" }, [both.apply(null, HOW[one.how])])]);
    })));
  }

  /* What was looked for in vain, what resembles it, and where all is listed. */
  function nothing(answer, state, ask, base) {
    var filtered = FACETS.some(function (facet) {
      return state[facet[0]];
    });
    var near = answer.nearest.map(function (name) {
      return button("dz-search-term", [name], function () {
        ask({ q: name });
      });
    });
    return make("div", { className: "dz-search-none" }, [
      make("p", { className: "dz-search-lead" }, [both("没有找到“" + state.q + "”", "Nothing found for “" + state.q + "”")]),
      filtered && make("p", {}, [button("dz-search-term", [both("去掉筛选", "Remove the filters")], function () {
        ask({ q: state.q });
      })]),
      answer.tried.length > 0 && tried(answer),
      near.length > 0 && make("p", { className: "dz-search-near" }, [both("相近的词：", "Similar terms:")].concat(near)),
      make("p", {}, [both("也可以看", "Or see the"), " ", make("a", { href: base + "search.html#lists" }, [both("各类清单", "lists")])])
    ]);
  }

  /* A message in words that somebody can act on, never a blank. */
  function trouble(error) {
    var words = error.zh ? both(error.zh, error.en) : both("搜索出错，请重新载入网页。", "The search failed: load the page again.");
    var made = make("div", { className: "dz-search-none dz-search-trouble" }, [
      make("p", {}, [words]), make("p", {}, [button("dz-search-term", [both("重新载入", "Load again")], function () {
        location.reload();
      })])
    ]);
    made.setAttribute("role", "alert");
    return made;
  }

  /* One part of the address's question set or, by "", taken away. */
  function readdress(name, value) {
    var asked = new URLSearchParams(location.search);
    asked.delete(name);
    if (value) {
      asked.set(name, value);
    }
    var words = asked.toString();
    try {
      history.replaceState(history.state, "", (words ? "?" + words : location.pathname) + location.hash);
    } catch (error) {
      return; // A browser that forbids it for files keeps the address.
    }
  }

  /* Asks a little after the last key. Of several answers only that to the last question counts. Who gives early is
     called with the first hit as soon as it is known. */
  function asker(answered, failed) {
    var last = 0, timer = 0;
    return function (state, limit, now, early) {
      var number = (last += 1);
      function current(then) {
        return function (told) {
          if (number === last) {
            then(told, state);
          }
        };
      }
      window.clearTimeout(timer);
      if (state.q.trim()) {
        timer = window.setTimeout(function () {
          var options = Object.assign({ limit: limit, first: early && current(early) }, state);
          shared.seek(state.q, options).then(current(answered), current(failed));
        }, now ? 0 : WAIT);
      }
    };
  }

  shared.searchResults = {
    make: make, both: both, button: button, hitLink: hitLink, filters: filters, count: count, instead: instead,
    nothing: nothing, terms: terms, trouble: trouble, asker: asker, readdress: readdress,
  };
})();
