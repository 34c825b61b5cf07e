/* The list of all concepts: a field that filters as one types, and three orders. Without this script it is by pinyin. */
(function () {
  "use strict";

  var ORDERS = [
    ["pinyin", "按拼音", "By pinyin"],
    ["en", "按英文", "By English"],
    ["uses", "按用例数", "By uses"],
  ];
  var shared = (window.duizhao = window.duizhao || {});
  var tools = document.getElementById("dz-concept-tools");
  var table = document.querySelector(".dz-concepts table");
  var letters = tools && tools.querySelector(".dz-letters ul");
  if (!table || !letters) {
    return;
  }
  var rows = Array.from(table.querySelectorAll("tr[data-pinyin]")).map(function (element) {
    var words = Array.from(element.querySelectorAll("[lang]:not(.dz-both > *)"), function (word) {
      return word.textContent;
    });
    return {
      element: element,
      pinyin: element.dataset.pinyin,
      en: element.dataset.en,
      uses: Number(element.dataset.uses),
      text: fold(words.join(" ") + " " + element.dataset.pinyin + " " + element.dataset.pinyin.replace(/ /g, "")),
    };
  });
  var order = "pinyin";
  var field = document.createElement("input");
  var count = document.createElement("p");

  function say(zh, en) {
    return shared.say ? shared.say(zh, en) : zh + " " + en;
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sorted() {
    return rows.slice().sort(function (a, b) {
      return order === "uses"
        ? b.uses - a.uses || compare(a.pinyin, b.pinyin)
        : compare(a[order], b[order]) || compare(a.pinyin, b.pinyin);
    });
  }

  function letter(row) {
    var first = order === "uses" ? "" : row[order].charAt(0).toUpperCase();
    return order === "uses" ? "" : /[A-Z]/.test(first) ? first : "#";
  }

  function head(name) {
    var line = document.createElement("tr");
    var cell = document.createElement("th");
    line.className = "dz-letter";
    cell.colSpan = 3;
    cell.scope = "rowgroup";
    cell.textContent = name;
    line.append(cell);
    return line;
  }

  function group(name) {
    var body = document.createElement("tbody");
    if (name) {
      body.id = "p-" + (name === "#" ? "other" : name.toLowerCase());
      body.append(head(name));
    }
    return body;
  }

  function jump(body) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = "#" + body.id;
    link.textContent = body.querySelector("th").textContent;
    item.append(link);
    return item;
  }

  function arrange() {
    var bodies = [];
    var last = null;
    sorted().forEach(function (row) {
      if (last === null || letter(row) !== last) {
        last = letter(row);
        bodies.push(group(last));
      }
      bodies[bodies.length - 1].append(row.element);
    });
    Array.from(table.tBodies).forEach(function (body) {
      body.remove();
    });
    table.append.apply(table, bodies);
    filter();
  }

  function filter() {
    var words = fold(field.value).split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row) {
      var fits = words.every(function (word) {
        return row.text.indexOf(word) >= 0;
      });
      row.element.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    var bodies = Array.from(table.tBodies).filter(function (body) {
      body.hidden = !body.querySelector("tr[data-pinyin]:not([hidden])");
      return !body.hidden && body.id;
    });
    letters.replaceChildren.apply(letters, bodies.map(jump));
    count.textContent =
      shown === rows.length
        ? say("共 " + shown + " 条", shown + " concepts")
        : say(shown + " / " + rows.length + " 条", shown + " of " + rows.length);
  }

  function choice(one) {
    var label = document.createElement("label");
    var button = document.createElement("input");
    var words = document.createElement("span");
    button.type = "radio";
    button.name = "dz-order";
    button.value = one[0];
    button.checked = one[0] === order;
    button.addEventListener("change", function () {
      order = one[0];
      arrange();
    });
    label.append(button, words);
    return label;
  }

  function write() {
    field.placeholder = say("筛选术语", "Filter terms");
    field.setAttribute("aria-label", field.placeholder);
    orders.setAttribute("aria-label", say("排序", "Order"));
    ORDERS.forEach(function (one, place) {
      orders.children[place].lastChild.textContent = say(one[1], one[2]);
    });
    filter();
  }

  var orders = document.createElement("div");
  orders.className = "dz-orders";
  orders.setAttribute("role", "radiogroup");
  orders.append.apply(orders, ORDERS.map(choice));
  field.type = "search";
  field.className = "dz-concept-field";
  field.autocomplete = "off";
  count.className = "dz-concept-count";
  count.setAttribute("role", "status");
  field.addEventListener("input", filter);
  document.addEventListener("duizhao:language", write);
  tools.prepend(field, orders, count);
  write();
})();
