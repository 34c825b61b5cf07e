/* The page of results: for long lists, and to be sent to others. Its address holds the question and the filters. */
(function () {
  "use strict";

  var NAMES = ["q", "document", "element", "kind"];
  var STEP = 20;
  var shared = (window.duizhao = window.duizhao || {});
  var home = document.getElementById("dz-results");
  var tools = shared.searchResults;
  var opener = document.querySelector(".dz-search-open");
  if (!home || !tools || !shared.seek) {
    return;
  }
  var base = new URL(".", opener.href).href;
  var state = read();
  var limit = STEP;
  var last = null;

  function read() {
    var asked = new URLSearchParams(location.search);
    return NAMES.reduce(function (found, name) {
      found[name] = (asked.get(name) || "").slice(0, 200);
      return found;
    }, {});
  }

  function write() {
    var asked = new URLSearchParams(NAMES.filter(function (name) {
      return state[name].trim();
    }).map(function (name) {
      return [name, state[name].trim()];
    })).toString();
    try {
      history.replaceState(history.state, "", asked ? "?" + asked : location.pathname);
    } catch (error) {
      return; // A browser that forbids it for files keeps the address.
    }
  }

  function say(zh, en) {
    return shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  var field = tools.make("input", {
    type: "search", id: "dz-results-field", autocomplete: "off", spellcheck: false, enterKeyHint: "search", maxLength: 200, value: state.q
  });
  var form = tools.make("form", { className: "dz-results-ask" }, [field]);
  var count = tools.make("p", { className: "dz-search-count" });
  var notes = tools.make("div", { className: "dz-search-notes" });
  var list = tools.make("ol", { className: "dz-hits" });
  var more = tools.button("md-button dz-results-more", [tools.both("更多结果", "More results")], function () {
    limit += STEP;
    asker(state, limit, true);
  });
  var filters = tools.filters(function (facet, value) {
    ask(Object.assign({}, state, { [facet]: value }));
  });
  var asker = tools.asker(answered, failed);

  function ask(asked, wait) {
    state = Object.assign({ document: "", element: "", kind: "" }, asked);
    limit = STEP;
    last = null;
    if (field.value !== state.q) {
      field.value = state.q;
      field.focus();
    }
    write();
    list.setAttribute("aria-busy", String(Boolean(state.q.trim())));
    asker(state, limit, !wait, list.querySelector(".dz-hit") ? null : early);
    if (!state.q.trim()) {
      told("", []);
      show([]);
    }
  }

  function told(words, said) {
    count.textContent = words;
    notes.replaceChildren.apply(notes, said.filter(Boolean));
    filters.element.hidden = more.hidden = true;
    home.classList.toggle("dz-results-bare", !words);
  }

  function show(links) {
    list.replaceChildren.apply(list, links.map(function (link) {
      return tools.make("li", {}, [link]);
    }));
    list.hidden = !links.length;
  }

  function answered(answer, asked) {
    last = answer;
    var sum = answer.total ? tools.count(answer) : ["没有结果", "No results"];
    var nothing = answer.hits.length ? tools.instead(answer) : tools.nothing(answer, asked, ask, base);
    told(say(sum[0], sum[1]), [nothing, tools.terms(answer, base)]);
    filters.show(answer, asked);
    show(answer.hits.map(function (hit) {
      return tools.hitLink(hit, answer, base);
    }));
    list.setAttribute("aria-busy", "false");
    more.hidden = answer.hits.length < limit || (!answer.more && answer.total <= limit);
  }

  /* The best hit while the others' texts are still fetched. */
  function early(hit) {
    told("", []);
    show([tools.hitLink(hit, null, base)]);
  }

  function failed(error) {
    told("", [tools.trouble(error)]);
    show([]);
    list.setAttribute("aria-busy", "false");
  }

  function name() {
    field.placeholder = say("搜索", "Search");
    field.setAttribute("aria-label", say("搜索", "Search"));
    list.setAttribute("aria-label", say("结果", "Results"));
    if (last) {
      answered(last, state);
    }
  }

  form.setAttribute("role", "search");
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    shared.rememberSearch(state.q);
    asker(state, limit, true);
  });
  field.addEventListener("input", function (event) {
    if (!event.isComposing) {
      ask(Object.assign({}, state, { q: field.value }), true);
    }
  });
  field.addEventListener("compositionend", function () {
    ask(Object.assign({}, state, { q: field.value }));
  });
  list.addEventListener("click", function () {
    shared.rememberSearch(state.q);
  });
  count.setAttribute("role", "status");
  home.append(form, tools.make("div", { className: "dz-search-body" }, [
    filters.element, tools.make("div", { className: "dz-search-found" }, [count, notes, list, more])
  ]));
  document.addEventListener("duizhao:language", name);
  name();
  if (state.q) {
    ask(state);
  } else {
    told("", []);
    show([]);
    field.focus();
  }
})();
