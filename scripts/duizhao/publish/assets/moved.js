/* Keeps old addresses alive. Where the page has no place of the name in the address, the document's list of places
   (addresses.js in its folder) says on which page it stands now; where it stands nowhere, the reader is told. */
(function () {
  "use strict";

  var LIST = "addresses.js";
  var GONE = ["这一条已不在本版中。", "This provision is no longer in this edition."];
  var NEAREST = ["最近的上级：", "The nearest above it: "];
  var HOME = ["index.html", "本文件概览", "Overview of the document"];

  /* What a number of a provision looks like, "7.2", "a.2-1": another name that leads nowhere is none of ours. */
  var NUMBER = /^(?:\d+|[a-z])(?:[.\-~][a-z0-9]+)*$/;

  var page = document.querySelector(".dz-band");
  var missing = document.getElementById("dz-missing");
  if (!page && !(missing && inDocument())) {
    return;
  }

  function folderOf(path) {
    return path.replace(/[^/]*$/, "");
  }

  /* Whether an address at which nothing stands lies in the folder of a document: then the navigation leads there. */
  function inDocument() {
    var logo = document.querySelector("a.md-logo");
    var folder = folderOf(location.pathname);
    var known = Array.prototype.some.call(document.links, function (link) {
      return link.host === location.host && folderOf(link.pathname) === folder;
    });
    return known && logo && folderOf(logo.pathname) !== folder;
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  /* The name in the address; on the page "not found" also that of a page that is no more. */
  function wanted() {
    var name = decoded(location.hash.slice(1));
    if (name || !missing) {
      return name;
    }
    var file = /([^/]+)\.html$/.exec(location.pathname);
    return file ? decoded(file[1]) : "";
  }

  function places() {
    return (window.duizhao && window.duizhao.addresses) || {};
  }

  function place(anchor) {
    return Object.prototype.hasOwnProperty.call(places(), anchor) ? places()[anchor] : null;
  }

  function load(then) {
    if (window.duizhao && window.duizhao.addresses) {
      then();
      return;
    }
    var script = document.createElement("script");
    script.src = LIST;
    script.onload = then;
    document.head.appendChild(script);
  }

  function addressOf(anchor) {
    return encodeURI(place(anchor)[0]) + "#" + encodeURIComponent(anchor);
  }

  /* The nearest place above one that is no more: its number cut short, from the end. */
  function above(anchor) {
    for (var rest = anchor; rest && !place(rest); ) {
      rest = rest.slice(0, Math.max(rest.lastIndexOf("."), rest.lastIndexOf("-"), rest.lastIndexOf("~"), 0));
    }
    return rest;
  }

  function half(words, language, name) {
    var span = document.createElement("span");
    span.lang = language;
    span.className = name;
    span.textContent = words;
    return span;
  }

  function both(into, zh, en) {
    var span = document.createElement("span");
    span.className = "dz-both";
    span.append(half(zh || en, zh ? "zh-Hans" : "en", ""), " ", half(en || zh, en ? "en" : "zh-Hans", "dz-en"));
    into.append(span);
    return into;
  }

  function tell(anchor) {
    var found = anchor ? place(anchor) : HOME;
    var link = document.createElement("a");
    link.href = anchor ? addressOf(anchor) : HOME[0];
    both(link, found[1] || anchor, found[2] || anchor);
    var lead = both(document.createElement("p"), NEAREST[0], NEAREST[1]);
    lead.append(link);
    var box = document.createElement("div");
    box.className = "dz-gone";
    box.setAttribute("role", "alert");
    box.append(both(document.createElement("p"), GONE[0], GONE[1]), lead);
    document.querySelector(".md-content__inner").prepend(box);
    window.scrollTo(0, 0);
  }

  function follow() {
    document.querySelectorAll(".dz-gone").forEach(function (box) {
      box.remove();
    });
    var name = wanted();
    if (!name || name.indexOf("__") === 0 || document.getElementById(name)) {
      return;
    }
    load(function () {
      var anchor = name.toLowerCase().replace(/\//g, "-");
      var near = above(anchor);
      if (place(anchor)) {
        location.replace(addressOf(anchor));
      } else if (near || NUMBER.test(anchor)) {
        tell(near);
      }
    });
  }

  window.addEventListener("hashchange", follow);
  follow();
})();
