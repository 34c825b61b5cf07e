/* The practice finder's page: the field, the filters with their counts, what is chosen, and the state in the address.
   finder.js filters, finder-table.js shows the rows. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});
  var home = document.getElementById("dz-finder");
  if (!home || !shared.practices || !shared.finder || !shared.finder.table) {
    document.documentElement.classList.remove("dz-finding");
    return;
  }

  var TAGS_SHOWN = 12;
  var TAGS_SEARCHED = 24;
  var PAUSE = 200; // milliseconds of rest in typing before the address follows

  var finder = shared.finder;
  var make = finder.parts.make;
  var pair = finder.parts.pair;
  var offscreen = finder.parts.offscreen;
  var button = finder.parts.button;
  var nameOf = finder.parts.nameOf;
  var documentName = finder.parts.documentName;
  var model = finder.open(shared.practices);
  var state = model.read(location.search || location.hash.replace(/^#(?=.*=)/, "?"));
  var found = null;
  var opened = {}; // elements that the reader has opened or shut, by number
  var allTags = false;
  var values = []; // every value of every filter: {facet, index, box, count, line}, and what it shows: {shown, on}
  var folds = []; // every element's fold: {button, list}
  var waiting = 0;
  var parts = {};

  /* Filters */

  function choose(facet, index, on) {
    var rest = state[facet].filter(function (other) {
      return other !== index;
    });
    state[facet] = on ? rest.concat(index) : rest;
    changed(true);
  }

  function value(facet, index, name, extra) {
    var box = make("input", { type: "checkbox", id: "dz-finder-" + facet + "-" + index });
    var count = make("span", { className: "dz-finder-sum" });
    var label = make("label", { className: "dz-finder-value" }, [
      box, make("span", { className: "dz-finder-name" }, [name]), " ", count
    ]);
    var line = make("li", {}, [make("div", { className: "dz-finder-line" }, [label].concat(extra || []))]);
    box.addEventListener("change", function () {
      choose(facet, index, box.checked);
    });
    values.push({ facet: facet, index: index, box: box, count: count, line: line });
    return line;
  }

  function filterBox(zh, en, children) {
    var legend = make("legend", {}, [pair(zh, en)]);
    return make("fieldset", { className: "dz-finder-facet" }, [legend].concat(children));
  }

  function documents() {
    var lines = model.lists.document.map(function (one, index) {
      return value("document", index, documentName(one));
    });
    return lines.length > 1 ? [filterBox("文件", "Document", [make("ul", {}, lines)])] : [];
  }

  function itemsOf(element) {
    var list = make("ul", { className: "dz-finder-items", id: "dz-finder-items-" + element });
    var group = -1;
    model.lists.item.forEach(function (item, index) {
      if (item.element !== element) {
        return;
      }
      if (item.group !== group && item.group >= 0) {
        list.append(make("li", { className: "dz-finder-group" }, [nameOf(model.data.groups[item.group])]));
      }
      group = item.group;
      list.append(value("item", index, nameOf(item)));
    });
    return list;
  }

  function elementLine(one, index) {
    var list = itemsOf(index);
    var toggle = button("dz-finder-fold", [offscreen("各项：", "Items:"), offscreen(one.zh, one.en)], function () {
      opened[index] = toggle.getAttribute("aria-expanded") !== "true";
      showFold(index);
    });
    toggle.setAttribute("aria-controls", list.id);
    var line = value("element", index, nameOf(one), [toggle]);
    line.append(list);
    folds[index] = { button: toggle, list: list };
    return line;
  }

  function elements() {
    var several = model.lists.document.length > 1;
    var book = -1;
    var list = make("ul", {});
    model.lists.element.forEach(function (one, index) {
      if (several && one.document !== book) {
        list.append(make("li", { className: "dz-finder-group" }, [documentName(model.lists.document[one.document])]));
      }
      book = one.document;
      list.append(elementLine(one, index));
    });
    return filterBox("要素与项", "Elements and items", [list]);
  }

  function tags() {
    if (!model.lists.tag.length) {
      return [];
    }
    var lines = model.lists.tag.map(function (one, index) {
      return value("tag", index, nameOf(one));
    });
    parts.tagField = make("input", { type: "search", className: "dz-finder-tag-field", autocomplete: "off" });
    parts.tagField.addEventListener("input", showTags);
    parts.moreTags = button("dz-finder-more-tags", [], function () {
      allTags = !allTags;
      showTags();
    });
    var field = lines.length > TAGS_SEARCHED
      ? [make("label", {}, [offscreen("在标签中查找", "Find a tag"), parts.tagField])]
      : [];
    return [filterBox("标签", "Tags", field.concat([make("ul", {}, lines), parts.moreTags]))];
  }

  function isChosen(one) {
    return state[one.facet].indexOf(one.index) >= 0;
  }

  function showValue(one) {
    var count = found.counts[one.facet][one.index];
    var on = isChosen(one);
    if (one.shown === count && one.box.checked === on && one.on === on) {
      return;
    }
    one.shown = count;
    one.on = on;
    one.box.checked = on;
    one.box.disabled = !count && !on;
    one.line.classList.toggle("dz-finder-off", one.box.disabled);
    one.line.classList.toggle("dz-finder-on", on);
    one.line.hidden = one.facet === "item" && one.box.disabled;
    one.count.textContent = count;
  }

  function showValues() {
    values.forEach(showValue);
    folds.forEach(function (fold, index) {
      showGroups(fold.list);
      showFold(index);
    });
    showTags();
  }

  /* The name of a group goes with the last of its items. */
  function showGroups(list) {
    var group = null;
    Array.prototype.forEach.call(list.children, function (line) {
      if (line.className === "dz-finder-group") {
        group = line;
        group.hidden = true;
      } else if (group && !line.hidden) {
        group.hidden = false;
      }
    });
  }

  /* An element shows its items where the reader has opened it, or has chosen it or one of them. */
  function showFold(index) {
    var inside = model.lists.element.length === 1 || state.element.indexOf(index) >= 0 || state.item.some(function (item) {
      return model.lists.item[item].element === index;
    });
    var open = index in opened ? opened[index] : inside;
    folds[index].button.setAttribute("aria-expanded", String(open));
    folds[index].button.hidden = !folds[index].list.querySelector("li:not([hidden])");
    folds[index].list.hidden = !open;
  }

  /* Tags that would leave nothing are hidden; the first ones are shown, all of them or those looked for on demand. */
  function showTags() {
    if (!parts.moreTags) {
      return;
    }
    var wanted = finder.words(parts.tagField.value);
    var shown = 0;
    var more = 0;
    values.forEach(function (one) {
      if (one.facet !== "tag") {
        return;
      }
      var tag = model.lists.tag[one.index];
      var fits = !one.box.disabled && finder.holdsAll(finder.fold(tag.zh + "\n" + tag.en), wanted);
      var room = allTags || wanted.length > 0 || shown < TAGS_SHOWN;
      one.line.hidden = !(isChosen(one) || (fits && room));
      shown += one.line.hidden ? 0 : 1;
      more += fits && one.line.hidden ? 1 : 0;
    });
    parts.moreTags.hidden = wanted.length > 0 || !(allTags ? shown > TAGS_SHOWN : more);
    parts.moreTags.setAttribute("aria-expanded", String(allTags));
    parts.moreTags.replaceChildren(allTags ? pair("收起", "Fewer") : pair("另有 " + more + " 个", more + " more"));
  }

  /* What is chosen, each with a way to take it back */

  function chosen() {
    var list = [];
    if (state.q.trim()) {
      list.push({ name: make("span", {}, ["“" + state.q.trim() + "”"]), undo: function () {
        parts.field.value = state.q = "";
      } });
    }
    finder.facets.forEach(function (facet) {
      state[facet].forEach(function (index) {
        var one = model.lists[facet][index];
        list.push({ name: facet === "document" ? documentName(one) : nameOf(one), undo: function () {
          state[facet].splice(state[facet].indexOf(index), 1);
        } });
      });
    });
    return list;
  }

  function chip(one, place) {
    return make("li", {}, [button("dz-finder-chip", [offscreen("去掉", "Remove"), one.name], function () {
      one.undo();
      changed(true);
      var left = parts.chips.querySelectorAll("button");
      (left[Math.min(place, left.length - 2)] || parts.field).focus();
    })]);
  }

  function clear() {
    parts.field.value = state.q = "";
    finder.facets.forEach(function (facet) {
      state[facet] = [];
    });
    changed(true);
    parts.field.focus();
  }

  function showChips() {
    var list = chosen();
    parts.chips.replaceChildren.apply(parts.chips, list.map(chip));
    parts.chips.hidden = !list.length;
    if (list.length) {
      parts.chips.append(make("li", {}, [button("dz-finder-clear", [pair("全部清除", "Clear all")], clear)]));
    }
    parts.chosen.textContent = list.length ? " " + list.length : "";
  }

  function showCount() {
    var some = found.rows.length;
    var all = model.length;
    var noun = all === 1 ? " practice" : " practices";
    parts.count.replaceChildren(
      some === all ? pair("共 " + all + " 个做法", all + noun) : pair(some + " / " + all + " 个做法", some + " of " + all + noun)
    );
    parts.unknown.hidden = !state.unknown;
    parts.unknown.replaceChildren(pair(
      "网址中有 " + state.unknown + " 个筛选条件不存在，未采用。",
      "The address holds " + state.unknown + (state.unknown === 1 ? " filter that does" : " filters that do") + " not exist here; left out."
    ));
  }

  /* The address */

  function remember(push) {
    clearTimeout(waiting);
    var query = model.write(state);
    try {
      history[push ? "pushState" : "replaceState"](history.state, "", location.pathname + query);
    } catch (error) {
      location.hash = query.slice(1); // Some browsers keep the address of a page from a disk as it is, but for this.
    }
  }

  function show() {
    found = model.filter(state);
    showCount();
    showValues();
    showChips();
    table.show(found);
    parts.none.hidden = found.rows.length > 0;
  }

  function changed(push) {
    state.unknown = 0;
    show();
    clearTimeout(waiting);
    if (push) {
      remember(true);
    } else {
      waiting = setTimeout(remember, PAUSE, false);
    }
  }

  /* Putting it together */

  function ask() {
    parts.field = make("input", {
      type: "search", id: "dz-finder-field", className: "dz-finder-field", autocomplete: "off", spellcheck: false, value: state.q
    });
    parts.field.addEventListener("input", function () {
      state.q = parts.field.value;
      changed(false);
    });
    var label = make("label", { htmlFor: "dz-finder-field", className: "dz-offscreen" }, [pair("查找做法", "Find practices")]);
    var form = make("form", { className: "dz-finder-ask", role: "search" }, [label, parts.field]);
    parts.form = form;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    return form;
  }

  function filters() {
    parts.chosen = make("span", { className: "dz-finder-chosen" });
    var wide = window.matchMedia("(min-width: 60em)");
    var box = make("details", { className: "dz-finder-filters", open: wide.matches }, [
      make("summary", {}, [pair("筛选", "Filters"), parts.chosen])
    ].concat(documents(), elements(), tags()));
    wide.addEventListener("change", function () {
      box.open = wide.matches;
    });
    return box;
  }

  function results() {
    parts.count = make("p", { className: "dz-finder-count", role: "status" });
    parts.chips = make("ul", { className: "dz-finder-chips" });
    parts.unknown = make("p", { className: "dz-finder-unknown", role: "status" });
    parts.none = make("p", { className: "dz-finder-none" }, [
      pair("没有同时符合这些条件的做法。去掉一个条件，或换一个词。", "No practice fits all of this. Take a filter back, or try another word.")
    ]);
    var bar = make("div", { className: "dz-finder-bar" }, [
      parts.count, make("div", { className: "dz-finder-files" }, table.files)
    ]);
    return make("div", { className: "dz-finder-found" }, [
      bar, parts.chips, parts.unknown, table.element, parts.none, table.more
    ]);
  }

  function word() {
    var say = shared.say || function (zh, en) {
      return zh + " " + en;
    };
    parts.form.setAttribute("aria-label", say("做法查找", "Practice finder"));
    parts.field.placeholder = say("输入中文或英文，词与词用空格分开", "Words in Chinese or English");
    if (parts.tagField) {
      parts.tagField.placeholder = say("查找标签", "Find a tag");
    }
  }

  var table = finder.table(model);
  home.append(ask(), make("div", { className: "dz-finder-body" }, [filters(), results()]));
  word();
  show();
  document.addEventListener("duizhao:language", word);
  window.addEventListener("popstate", function () {
    state = model.read(location.search);
    parts.field.value = state.q;
    show();
  });
})();
