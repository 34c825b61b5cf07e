/* The table of the practice finder, drawn a window at a time, and the files of what is found. All words stand in both
   languages, of which the page shows the reader's; text from documents only ever becomes text nodes. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});
  var FIRST = 40; // rows drawn while one types: more than a screen holds
  var STEP = 100; // rows drawn at once after that
  var BY_ITSELF = 500; // rows that scrolling draws; further ones are asked for, so that the page's end can be reached
  var PRINTED = 2000; // rows that a printed page holds at most

  var finder = shared.finder;
  var model = null;
  var rows = null;
  var lost = {};
  var found = null;
  var drawn = 0;
  var grid = null;
  var body = null;
  var more = null;
  var files = [];

  function make(tag, properties, children) {
    var node = document.createElement(tag);
    Object.keys(properties || {}).forEach(function (name) {
      if (name in node && name !== "list") {
        node[name] = properties[name];
      } else {
        node.setAttribute(name, properties[name]);
      }
    });
    (children || []).forEach(function (child) {
      node.append(child);
    });
    return node;
  }

  /* Both languages, of which the page's styles show the reader's; one where the other has no words. */
  function pair(zh, en, drawnBy) {
    var draw = drawnBy || String;
    var chinese = zh && make("span", { lang: "zh-Hans" }, [].concat(draw(zh)));
    var english = en && make("span", { lang: "en", className: "dz-en" }, [].concat(draw(en)));
    return chinese && english
      ? make("span", { className: "dz-both" }, [chinese, " ", english])
      : chinese || english || document.createTextNode("");
  }

  function offscreen(zh, en) {
    return make("span", { className: "dz-offscreen" }, [" ", pair(zh, en), " "]);
  }

  function button(name, words, act) {
    var node = make("button", { type: "button", className: name }, words);
    node.addEventListener("click", act);
    return node;
  }

  function nameOf(thing, drawnBy) {
    var names = pair(thing.zh, thing.en, drawnBy);
    return thing.label ? make("span", {}, [].concat((drawnBy || String)(thing.label), " ", names)) : names;
  }

  function documentName(one) {
    return make("span", {}, [one.name]);
  }

  /* The table */

  function highlighted(text) {
    return finder.cut(text, found.words).map(function (piece) {
      return piece.found ? make("mark", {}, [piece.text]) : piece.text;
    });
  }

  function paragraphs(text, name) {
    return text ? text.split("\n").map(function (line) {
      return make("p", { className: name || "" }, highlighted(line));
    }) : [];
  }

  /* The plain edition's words are shown where the print has none or has lost some, or where only they hold what is
     looked for. */
  function plain(row, language) {
    var text = rows["plain_" + language] ? rows["plain_" + language][row] : "";
    if (!text) {
      return [];
    }
    var main = finder.fold(rows.zh[row] + "\n" + rows.en[row] + "\n" + rows.number[row]);
    var broken = !rows[language][row] || lost[row];
    var only = !finder.holdsAll(main, found.words) && highlighted(text).length > 1;
    if (!broken && !only) {
      return [];
    }
    var tag = make("span", { className: "dz-tag" }, [language === "zh" ? "解读" : "Plain words"]);
    return [make("p", { className: "dz-finder-plain-words" }, [tag, " "].concat(highlighted(text)))];
  }

  function texts(row, language) {
    return paragraphs(rows[language][row]).concat(plain(row, language));
  }

  function textCell(row, language) {
    var own = texts(row, language);
    var other = language === "zh" ? "en" : "zh";
    var cell = make("td", { className: "dz-finder-" + language, role: "cell" }, [
      make("div", { lang: language === "zh" ? "zh-Hans" : "en" }, own)
    ]);
    if (language === "zh" && lost[row]) {
      cell.append(make("p", { className: "dz-finder-lost" }, [pair("副本中此处文本缺失", "Text lost in the copies")]));
    }
    if (!own.length) {
      cell.classList.add("dz-finder-without");
      cell.append(make("div", { className: "dz-finder-instead", lang: other === "zh" ? "zh-Hans" : "en" }, texts(row, other)));
    }
    return cell;
  }

  function address(row) {
    return model.element(row).page + "#" + rows.anchor[row];
  }

  function numberCell(row) {
    var pieces = rows.number[row].split(/(?<=\/)/);
    var link = make("a", { href: address(row) });
    pieces.forEach(function (piece) {
      link.append.apply(link, highlighted(piece).concat(make("wbr")));
    });
    return make("th", { scope: "row", role: "rowheader", className: "dz-finder-number" }, [link]);
  }

  function placeCell(row) {
    var item = model.data.items[rows.item[row]];
    var lines = [make("p", {}, [nameOf(item, highlighted)])];
    if (item.id !== model.element(row).id) {
      lines.push(make("p", { className: "dz-finder-element" }, [nameOf(model.element(row))]));
    }
    if (model.lists.document.length > 1) {
      lines.push(make("p", { className: "dz-finder-element" }, [documentName(model.document(row))]));
    }
    return make("td", { className: "dz-finder-place", role: "cell" }, lines);
  }

  function draw(end) {
    var piece = document.createDocumentFragment();
    for (; drawn < Math.min(end, found.rows.length); drawn += 1) {
      var row = found.rows[drawn];
      piece.append(make("tr", { role: "row" }, [
        numberCell(row), textCell(row, "zh"), textCell(row, "en"), placeCell(row)
      ]));
    }
    body.append(piece);
    var left = found.rows.length - drawn;
    more.hidden = !left;
    more.replaceChildren(pair("再显示 " + Math.min(STEP, left) + " 个（还有 " + left + " 个）", "Show more (" + left + " left)"));
  }

  function show(result) {
    found = result;
    drawn = 0;
    body.replaceChildren();
    draw(FIRST);
    grid.hidden = !found.rows.length;
    files.forEach(function (one) {
      one.disabled = !found.rows.length;
    });
  }

  /* Files */

  function tagNames(row, language) {
    return rows.tags[row].map(function (tag) {
      return model.lists.tag[tag][language] || model.lists.tag[tag][language === "zh" ? "en" : "zh"];
    }).join(language === "zh" ? "；" : "; ");
  }

  function cells(row) {
    var item = model.data.items[rows.item[row]];
    var group = item.group < 0 ? { label: "", zh: "", en: "" } : model.data.groups[item.group];
    var element = model.element(row);
    var canonical = document.querySelector('link[rel="canonical"]');
    var own = [
      model.document(row).name, rows.number[row], rows.zh[row], rows.en[row], element.zh, element.en, group.zh, group.en,
      (item.label + " " + item.zh).trim(), item.en, tagNames(row, "zh"), tagNames(row, "en"),
      new URL(address(row), canonical ? canonical.href : document.baseURI).href
    ];
    return rows.plain_zh ? own.slice(0, 4).concat(rows.plain_zh[row], rows.plain_en[row], own.slice(4)) : own;
  }

  function sheet() {
    var commented = rows.plain_zh ? ["解读", "Plain words"] : [];
    var head = ["文件 Document", "编号 Number", "做法", "Practice"].concat(
      commented, ["要素", "Element", "分组", "Group", "项", "Item", "标签", "Tags", "地址 Address"]
    );
    return {
      name: "做法 Practices",
      head: head,
      widths: [18, 14, 48, 56].concat(commented.length ? [48, 56] : [], [24, 30, 24, 30, 24, 30, 24, 30, 40]),
      rows: found.rows.map(cells),
      link: head.length - 1
    };
  }

  function download(kind) {
    var link = make("a", { href: URL.createObjectURL(shared.sheet[kind](sheet())), download: "practices." + kind });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(URL.revokeObjectURL, 60000, link.href);
  }

  function file(kind) {
    return button("dz-finder-file", [offscreen("下载", "Download"), kind.toUpperCase()], function () {
      download(kind);
    });
  }

  function headCell(name, words) {
    return make("th", { scope: "col", role: "columnheader", className: name }, [words]);
  }

  function tableBox() {
    body = make("tbody", { role: "rowgroup" });
    var head = make("tr", { role: "row" }, [
      headCell("dz-finder-number", pair("编号", "No.")),
      headCell("dz-finder-zh", make("span", { lang: "zh-Hans" }, ["做法"])),
      headCell("dz-finder-en", make("span", { lang: "en" }, ["Practice"])),
      headCell("dz-finder-place", pair("项与要素", "Item and element"))
    ]);
    var caption = make("caption", { className: "dz-offscreen" }, [pair("做法", "Practices")]);
    return make("table", { className: "dz-finder-table", role: "table" }, [
      caption, make("thead", { role: "rowgroup" }, [head]), body
    ]);
  }

  function watchScrolling() {
    if (!window.IntersectionObserver) {
      return;
    }
    new IntersectionObserver(function (seen) {
      if (seen[0].isIntersecting && drawn < BY_ITSELF) {
        draw(drawn + STEP);
      }
    }, { rootMargin: "600px" }).observe(more);
  }

  /* The table of a library's practices: its element, the button for further rows, the buttons for files, and show(), to
     which model.filter() tells what is found. */
  function table(given) {
    model = given;
    rows = model.data.rows;
    rows.lost.forEach(function (row) {
      lost[row] = true;
    });
    grid = tableBox();
    files = ["csv", "xlsx"].map(file);
    more = button("dz-finder-more", [], function () {
      draw(drawn + STEP);
    });
    watchScrolling();
    window.addEventListener("beforeprint", function () {
      draw(PRINTED);
    });
    return { element: grid, more: more, files: files, show: show };
  }

  if (finder) {
    finder.parts = { make: make, pair: pair, offscreen: offscreen, button: button, nameOf: nameOf, documentName: documentName };
    finder.table = table;
  }
})();
