/* Answers queries from the files of the search index (scripts/duizhao/search/FORMAT.md), which it fetches as it needs
   them: nothing before the first query. The twin of scripts/duizhao/search/query.py; tests hold both together.

   duizhao.search.open(base) gives an engine; base is the folder of the index, with a slash at its end.
   engine.query(text, options) gives a promise of
     hits    [{id, address, label, document, element, kind, rank, title_zh, title_en, snippet_zh, snippet_en,
             marks: {title_zh: [[start, end]…], title_en, snippet_zh, snippet_en},
             matched: [{part, what, how}]}], how: exact, word, folded, concept, pinyin, fuzzy
     total   how many there are; more: at least so many
     facets  {document, element, kind: [{value, zh, en, count}]}, counted as if that filter were not set
     terms   [{id, zh, en}]: the first concepts that the query names, each by its first preferred terms
     tried   [{part, what, how}]: what was looked for instead, or in vain; nearest: names that resemble the query
   options: limit (10); document, element, kind: only hits with that value; first: called with the first hit before the
   others are there. Addresses of hits are seen from the root of the site. Of two queries at a time both are answered.
   A promise is refused with an Error that has its message in both languages (error.zh, error.en). */
(function () {
  "use strict";

  var FORMAT = 1;
  var HELD = 900; // files that are kept in memory
  var PARTS = 16; // files of the filter of known words
  var LIMIT = 10, CHECKED = 18, WALKED = 60, VARIANTS = 64, FEW = 8, TYPED = 6, TRAILING = 3, NEAREST = 5, TERMS = 3;
  var TITLE = 0, IN_TITLE = 2, IN_TEXT = 4, ALL_WORDS = 6;
  var CONCEPT = 8, APART = 11, PINYIN = 14, BARE = 27, INSIDE = 40, SOME = 44, FUZZY = 60;
  var SPELLINGS = [
    [/is(e[drs]?|ing|ations?|ational)$/, "iz$1"], [/iz(e[drs]?|ing|ations?|ational)$/, "is$1"],
    [/our(s|al|ed|ing|able|ite)?$/, "or$1"], [/or(s|al|ed|ing|able|ite)?$/, "our$1"],
    [/tre(s?)$/, "ter$1"], [/ter(s?)$/, "tre$1"], [/ll(ed|ing|er)$/, "l$1"], [/l(ed|ing|er)$/, "ll$1"],
    [/gramme(s?)$/, "gram$1"], [/gram(s?)$/, "gramme$1"],
  ];
  var BEGUN = 3, FEW_WORDS = 3;
  var ASKING = /什么是|是什么|有哪些|怎么样|为什么|怎么|怎样|如何|什么|哪些|请问|关于|的|吗|呢/g;
  var CLAUSE = /第?([0-9][0-9a-z.]*)[条款章节]/g;
  var SMALL = new RegExp("^(?:an?|the|of|to|in|on|for|and|or|is|are|was|be|do|does|with|by|at|as|from|about|into|what|how|" +
    "which|who|when|where|why|we|our|you|your|its?|their|this|that|these|those|can|should)$");
  var BEFORE_NUMBERS = /^(?:clause|subclause|section|no|nr|条款|章节)$/;
  var READING = "\x01", NAME = "\x02", WORD = "\x03", LINKED = "\x04";
  var TITLES = [3, 4, 5, 6], TEXTS = [7, 8, 9, 10];
  var SEEN = [0, 2].concat(TITLES, TEXTS);
  var WINDOW = { zh: 90, en: 200 };
  var PAIRED = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u3007\\u3040-\\u30fa\\u30fc-\\u30ff\\uac00-\\ud7af";
  var LETTERS = "a-z\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0370-\\u052f\\u1e00-\\u1eff\\u2160-\\u2188\\u2460-\\u24ff";
  var RUN = new RegExp("[" + PAIRED + "]+|[" + LETTERS + "]+|[0-9]+", "g");
  var CODE = /(?=[a-z0-9./:-]{0,64}[0-9])[a-z0-9]{1,64}(?:[./:-][a-z0-9]{1,64})+/g;
  var LONGEST = 64;
  var shared = (window.duizhao = window.duizhao || {});
  var inbox = {};

  window.duizhaoSearch = function (format, name, stamp, data) {
    inbox[document.currentScript.src] = { format: format, name: name, stamp: stamp, data: data };
  };

  // Tokens

  function lower(char) {
    var code = char.charCodeAt(0);
    var half = code > 0xff00 ? String.fromCharCode(code - 0xfee0) : char;
    var small = half.toLowerCase();
    return small.length === 1 ? small : half;
  }

  /* Full width and capitals; traditional characters where their table (an object) is there. */
  function fold(text, table) {
    var plain = text.replace(/[A-Z\u00c0-\u24ff\uff01-\uff5e]/g, lower);
    return !table ? plain : plain.replace(/[\u3400-\u9fff]/g, function (char) {
      return table[char] || char;
    });
  }

  function runs(text, table) {
    var found = [];
    fold(text, table).replace(RUN, function (run, start) {
      found.push({ text: run, start: start });
    });
    return found;
  }

  function isPaired(char) {
    return char >= "\u2e80";
  }

  function isWord(run) {
    return !isPaired(run[0]);
  }

  function last(text) {
    return text[text.length - 1];
  }

  function line(words) {
    return words.reduce(function (done, word) {
      return done + (done && isPaired(last(done)) === isPaired(word[0]) ? " " : "") + word;
    }, "");
  }

  function texts(found) {
    return found.map(function (run) {
      return run.text;
    });
  }

  function squeeze(text, table) {
    return line(texts(runs(text, table)));
  }

  function codes(folded) {
    return (folded.match(CODE) || []).filter(function (code) {
      return code.length <= LONGEST;
    }).map(function (code) {
      return code.replace(/[/:-]/g, ".");
    });
  }

  function tokens(text, table) {
    var found = [];
    texts(runs(text, table)).forEach(function (run) {
      for (var at = 0; isPaired(run[0]) && at < run.length; at += 1) {
        found.push(run.slice(at, at + 2));
      }
      if (isWord(run)) {
        found.push(run.slice(0, LONGEST));
      }
    });
    return found.concat(codes(fold(text, table)));
  }

  // Lists

  function product(lists, limit) {
    return lists.reduce(function (done, list) {
      var grown = [];
      for (var n = 0; n < done.length && grown.length < limit; n += 1) {
        for (var m = 0; m < list.length && grown.length < limit; m += 1) {
          grown.push(done[n].concat([list[m]]));
        }
      }
      return grown;
    }, [[]]);
  }

  function once(list) {
    return Array.from(new Set(list));
  }

  function merged(one, other) {
    var found = [], n = 0, m = 0;
    while (n < one.length || m < other.length) {
      var next = m >= other.length || one[n] <= other[m] ? one[n] : other[m];
      n += n < one.length && one[n] === next ? 1 : 0;
      m += m < other.length && other[m] === next ? 1 : 0;
      found.push(next);
    }
    return found;
  }

  /* All numbers of ascending lists, each once. */
  function union(lists) {
    lists = lists.filter(function (list) {
      return list.length;
    });
    while (lists.length > 1) {
      var halves = [];
      for (var n = 0; n < lists.length; n += 2) {
        halves.push(n + 1 < lists.length ? merged(lists[n], lists[n + 1]) : lists[n]);
      }
      lists = halves;
    }
    return lists[0] || [];
  }

  /* The numbers that are in every list. */
  function common(lists) {
    lists = lists.slice().sort(function (one, other) {
      return one.length - other.length;
    });
    return lists.slice(1).reduce(function (found, other) {
      var at = 0;
      return found.filter(function (number) {
        while (at < other.length && other[at] < number) {
          at += 1;
        }
        return other[at] === number;
      });
    }, lists[0] || []);
  }

  /* Where the last of ascending values is that is not beyond what is looked for; -1 where none is. */
  function bisect(count, value, wanted) {
    var low = -1, high = count - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (value(middle) <= wanted) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  // Files

  function trouble(zh, en, stale) {
    var error = new Error(zh + " " + en);
    error.zh = zh;
    error.en = en;
    error.stale = stale;
    return error;
  }

  function damaged(name) {
    return trouble("搜索索引损坏（" + name + ".js），请重新生成网站。", "The search index is damaged (" + name + ".js): build the site again.");
  }

  /* What a search throws that lacks files: they are loaded, then it starts again. */
  function Missing(names) {
    this.names = names;
  }

  /* The beginning of a compressed stream, with data as it is in it: what was compressed after that data follows it. */
  function stored(data) {
    var head = [0x78, 0x9c, 0, data.length & 255, data.length >> 8], size = data.length ^ 0xffff;
    return [new Uint8Array(head.concat(size & 255, size >> 8)), data];
  }

  function inflate(data, name, before) {
    var bytes;
    try {
      bytes = Uint8Array.from(atob(data), function (char) {
        return char.charCodeAt(0);
      });
    } catch (error) {
      return Promise.reject(damaged(name));
    }
    if (!window.DecompressionStream) {
      return Promise.reject(trouble("搜索需要更新的浏览器。", "The search needs a newer browser."));
    }
    var stream = new DecompressionStream("deflate"), writer = stream.writable.getWriter();
    (before ? stored(before) : []).concat(bytes).forEach(function (part) {
      writer.write(part).catch(never); // whoever reads the stream is told too
    });
    writer.close().catch(never);
    return new Response(stream.readable).arrayBuffer().then(function (buffer) {
      return new Uint8Array(buffer, before ? before.length : 0);
    }, function () {
      throw damaged(name);
    });
  }

  function fetched(address, name) {
    return new Promise(function (done, refuse) {
      var script = document.createElement("script");
      script.src = address;
      script.async = true;
      script.onload = function () {
        var told = inbox[script.src];
        delete inbox[script.src];
        script.remove();
        if (told && told.name === name) {
          done(told);
        } else {
          refuse(damaged(name));
        }
      };
      script.onerror = function () {
        script.remove();
        refuse(trouble("搜索索引读不到（" + name + ".js），请检查网络或重新生成网站。",
          "The search index cannot be read (" + name + ".js): check the connection, or build the site again."));
      };
      document.head.appendChild(script);
    });
  }

  function number(bytes, place) {
    var value = 0, scale = 1, byte;
    do {
      byte = bytes[place.at];
      place.at += 1;
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  }

  function numbers(bytes, place, count) {
    var found = new Array(count);
    for (var n = 0; n < count; n += 1) {
      found[n] = number(bytes, place);
    }
    return found;
  }

  function ascending(bytes, place, count) {
    var value = 0;
    return numbers(bytes, place, count).map(function (step) {
      value += step;
      return value;
    });
  }

  function text(bytes) {
    return new TextDecoder().decode(bytes);
  }

  /* Keys, how many records stand under each, and the place of the list of them, which ends with its last number. */
  function table(bytes) {
    var place = { at: 0 }, count = number(bytes, place), length = number(bytes, place), key = "", at, left;
    var heads = numbers(bytes, place, count), shared = numbers(bytes, place, count), starts = new Uint32Array(count);
    var ends = count ? text(bytes.subarray(place.at, place.at + length)).split("\n") : [];
    var keys = ends.map(function (end, n) {
      key = key.slice(0, shared[n]) + end;
      return key;
    });
    at = place.at + length;
    for (var n = 0; n < count; n += 1) {
      starts[n] = place.at = at;
      left = (heads[n] >> 1) + (heads[n] & 1 ? 1 + (number(bytes, place) >> 1) : 0);
      while (left) {
        left -= bytes[at] < 128 ? 1 : 0;
        at += 1;
      }
    }
    return { keys: keys, heads: heads, starts: starts, bytes: bytes };
  }

  function parsed(name, bytes) {
    var place = { at: 0 }, found = {}, codes, names;
    if (name[0] === "i" && name !== "index") {
      return table(bytes);
    }
    if (name[0] === "d" || name[0] === "w") {
      return bytes;
    }
    if (name === "z") {
      codes = ascending(bytes, place, number(bytes, place));
      numbers(bytes, place, codes.length).forEach(function (code, n) {
        found[String.fromCharCode(codes[n])] = String.fromCharCode(code);
      });
      return found;
    }
    if (name === "y") {
      place.at = bytes.indexOf(10) + 1;
      names = text(bytes.subarray(0, place.at - 1)).split(" ");
      numbers(bytes, place, names.length).forEach(function (count, n) {
        ascending(bytes, place, count).forEach(function (code) {
          var char = String.fromCharCode(code);
          (found[char] = found[char] || []).push(names[n]);
        });
      });
      return found;
    }
    return name[0] === "m" ? placed(JSON.parse(text(bytes))) : JSON.parse(text(bytes));
  }

  /* Documents, elements and kinds: how far on each begins becomes where it begins. */
  function placed(facts) {
    facts.forEach(function (fact) {
      for (var n = 2; n < fact[1].length; n += 2) {
        fact[1][n] += fact[1][n - 2];
      }
    });
    return facts;
  }

  // The index

  function Index(base) {
    this.base = base;
    this.held = new Map();
    this.loading = {};
    this.told = null;
    this.table = null; // traditional characters and the simplified one of each
    this.dictionary = null; // what the files of texts refer to
  }

  Index.prototype.opened = function (again) {
    var self = this;
    if (this.opening && !again) {
      return this.opening;
    }
    this.opening = fetched(this.base + "index.js" + (again ? "?t=" + Date.now() : ""), "index").then(function (file) {
      if (Number(file.format) !== FORMAT) {
        throw trouble("搜索索引的版本不同，请重新载入网页。", "The search index is of another version: load the page again.");
      }
      return inflate(file.data, "index").then(function (bytes) {
        self.told = parsed("index", bytes);
        self.stamp = file.stamp;
        self.held.clear();
        self.loading = {};
        self.table = self.dictionary = null;
        self.segments = [];
        for (var n = 0; n * self.told.segment < self.told.records; n += 1) {
          self.segments.push(n);
        }
      });
    });
    this.opening.catch(function () {
      self.opening = null; // the next query tries again
    });
    return this.opening;
  };

  Index.prototype.load = function (name) {
    var self = this, stamp = this.stamp;
    if (!this.loading[name]) {
      var before = name[0] === "t" && !this.dictionary ? this.load("d") : null;
      this.loading[name] = Promise.all([fetched(this.base + name + ".js?v=" + stamp, name), before]).then(function (got) {
        if (got[0].stamp !== stamp) {
          throw trouble("网站已更新，请重新载入网页后再搜索。", "The site has been updated: load the page again to search.", true);
        }
        return inflate(got[0].data, name, name[0] === "t" ? self.dictionary : null);
      }).then(function (bytes) {
        if (self.stamp === stamp) {
          self.keep(name, parsed(name, bytes));
        }
      });
      this.loading[name].catch(function () {}).then(function () {
        delete self.loading[name];
      });
    }
    return this.loading[name];
  };

  Index.prototype.keep = function (name, value) {
    if (this.held.size >= HELD) {
      this.held.delete(this.held.keys().next().value);
    }
    this.held.set(name, value);
    if (name === "z") {
      this.table = value;
    } else if (name === "d") {
      this.dictionary = value;
    }
  };

  /* Throws where any of the files is missing, so that all of them are loaded together. */
  Index.prototype.expect = function (names) {
    var self = this;
    var missing = once(names).filter(function (name) {
      return !self.held.has(name);
    });
    if (missing.length) {
      throw new Missing(missing);
    }
  };

  Index.prototype.file = function (name) {
    this.expect([name]);
    return this.held.get(name);
  };

  Index.prototype.shard = function (key) {
    var starts = this.told.starts;
    return Math.max(bisect(starts.length, function (n) {
      return starts[n];
    }, key), 0);
  };

  /* The files in which keys stand are needed together. */
  Index.prototype.expectKeys = function (keys) {
    var self = this;
    this.expect(keys.map(function (key) {
      return "i" + self.shard(key);
    }));
  };

  Index.prototype.span = function (prefix) {
    var names = [], at = this.shard(prefix), starts = this.told.starts;
    do {
      names.push("i" + at);
      at += 1;
    } while (at < starts.length && starts[at].startsWith(prefix));
    return names;
  };

  Index.prototype.tails = function (prefix) {
    var names = this.span(prefix), found = [], self = this;
    this.expect(names);
    names.forEach(function (name) {
      var keys = self.file(name).keys;
      var at = bisect(keys.length, function (n) {
        return keys[n];
      }, prefix);
      at = at >= 0 && keys[at] === prefix ? at : at + 1;
      while (at < keys.length && keys[at].startsWith(prefix)) {
        found.push(keys[at].slice(prefix.length));
        at += 1;
      }
    });
    return found;
  };

  Index.prototype.entry = function (key) {
    var shard = this.file("i" + this.shard(key));
    var at = bisect(shard.keys.length, function (n) {
      return shard.keys[n];
    }, key);
    return at >= 0 && shard.keys[at] === key ? { head: shard.heads[at], bytes: shard.bytes, at: shard.starts[at] } : null;
  };

  /* Whether a key is there, and whether records stand under it. */
  Index.prototype.row = function (key) {
    var found = this.entry(key);
    return found && { length: found.head };
  };

  Index.prototype.hits = function (key) {
    var found = this.entry(key), index = this;
    if (!found || !found.head) {
      return null;
    }
    var more = found.head & 1 ? number(found.bytes, found) : 0, split = more & 1;
    var titles = ascending(found.bytes, found, more >> 1), own = ascending(found.bytes, found, found.head >> 1);
    return { split: split, titles: titles, texts: function (segment) {
      if (!split) {
        return within(own, segment * index.told.segment, index.told.segment);
      }
      var rest = index.entry(key + "\t#" + String(segment).padStart(3, "0"));
      return rest ? ascending(rest.bytes, rest, rest.head >> 1) : [];
    } };
  };

  function within(list, low, size) {
    var get = function (n) {
      return list[n];
    };
    var from = bisect(list.length, get, low - 1) + 1, to = bisect(list.length, get, low + size - 1) + 1;
    return from === 0 && to === list.length ? list : list.slice(from, to);
  }

  Index.prototype.textFile = function (record) {
    return "t" + Math.floor(record / this.told.texts);
  };

  Index.prototype.text = function (record) {
    var file = this.file(this.textFile(record));
    if (file[0] && !this.table) {
      throw new Missing(["z"]);
    }
    var found = file[1][record % this.told.texts].slice();
    while (found.length < 11) {
      found.push("");
    }
    return found;
  };

  Index.prototype.conceptFile = function (id) {
    return "c" + Math.floor(id / this.told.terms);
  };

  Index.prototype.concept = function (id) {
    return this.file(this.conceptFile(id))[id % this.told.terms];
  };

  Index.prototype.factsFile = function (record) {
    return "m" + Math.floor(record / this.told.segment);
  };

  Index.prototype.facts = function (record) {
    var size = this.told.segment, found = {};
    var file = this.file(this.factsFile(record));
    ["document", "element", "kind"].forEach(function (name, n) {
      var changes = file[n][1];
      var at = bisect(changes.length / 2, function (m) {
        return changes[2 * m];
      }, record % size);
      found[name] = file[n][0][changes[2 * at + 1]];
    });
    return found;
  };

  // The query

  function part(words, table, more) {
    var cut = texts(runs(words, table));
    var turned = fold(words, table) !== fold(words);
    var own = { text: words, runs: cut, quoted: false, how: turned ? "folded" : "", meant: turned ? cut.join("") : "" };
    own.forms = cut.map(function (run) {
      return [run];
    });
    return Object.assign(own, more);
  }

  function standIn(given, meant, how) {
    return part(meant, null, { text: given.text, how: how, meant: meant, quoted: given.quoted });
  }

  function asked(query, table) {
    var plain = query.replace(/[“”„«»「」『』＂]/g, '"').replace(/[－−]/g, "-");
    var found = [], excluded = [], cut = /(-?)"([^"]*)"?|(\S+)/g, one;
    while ((one = cut.exec(plain))) {
      var word = one[3] || "", out = Boolean(one[1]) || (word.length > 1 && word[0] === "-");
      var made = part(one[2] || (out ? word.replace(/^-/, "") : word), table, { quoted: Boolean(one[2]) });
      if (made.runs.length) {
        (out ? excluded : found).push(made);
      }
    }
    return found.length ? { found: found, excluded: excluded } : { found: excluded, excluded: [] };
  }

  /* The query without what only makes a question of it; nothing where that is all, or where too little is left. */
  function bare(given, table) {
    var found = [];
    given.forEach(function (one, n) {
      var folded = fold(one.text, table), number = given[n + 1] && /^[0-9]/.test(given[n + 1].text);
      if (one.quoted) {
        found.push(one);
      } else if (!SMALL.test(folded) && !(number && BEFORE_NUMBERS.test(folded))) {
        folded.replace(CLAUSE, " $1 ").replace(ASKING, " ").split(/\s+/).forEach(function (piece) {
          found.push(part(piece, table));
        });
      }
    });
    found = found.filter(function (one) {
      return one.runs.length;
    });
    var same = found.map(line_).join("\n") === given.map(line_).join("\n");
    var little = found.some(function (one) {
      return one.runs.some(function (run) {
        return run.length === 1 && isPaired(run);
      });
    });
    return same || little ? [] : found;
  }

  function line_(given) {
    return line(given.runs);
  }

  function isUpper(text) {
    return text === text.toUpperCase() && text !== text.toLowerCase();
  }

  function codeOf(given, table) {
    var folded = fold(given.text, table).replace(/[.,;:!?]+$/, "");
    var found = folded.match(CODE);
    return found && found[0] === folded ? codes(folded)[0] || "" : "";
  }

  function lines(given) {
    return product(given.forms, VARIANTS).map(line);
  }

  function wholes(given) {
    var found = [];
    product(given.map(lines), VARIANTS).forEach(function (choice) {
      [" ", ""].forEach(function (glue) {
        found.push(choice.reduce(function (whole, one) {
          var paired = isPaired(last(whole));
          return whole + (paired !== isPaired(one[0]) ? "" : paired ? glue : " ") + one;
        }));
      });
    });
    return once(found);
  }

  // Words

  function baseOf(index, word) {
    var tries = [word].concat(index.row(word) ? [] : trimmed(word).concat(spelt(word)));
    for (var n = 0; n < tries.length; n += 1) {
      var found = index.tails(tries[n] + "\t@");
      if (found.length) {
        return found[0];
      }
    }
    return word;
  }

  /* The word as it is spelt on the other side of the Atlantic, if it looks like one of those. */
  function spelt(word) {
    return SPELLINGS.map(function (one) {
      return word.replace(one[0], one[1]);
    }).filter(function (other) {
      return other !== word;
    });
  }

  function trimmed(word) {
    var found = word.length > 4 && /[ey]$/.test(word) ? [word.slice(0, -1) + (last(word) === "y" ? "i" : "")] : [];
    ["s", "es", "ed", "d", "ing"].forEach(function (ending) {
      var stem = word.endsWith(ending) ? word.slice(0, -ending.length) : word;
      if (stem !== word && stem.length > 2) {
        found.push(stem, stem + "e");
        if (last(stem) === "i") {
          found.push(stem.slice(0, -1) + "y");
        }
      }
    });
    return found;
  }

  /* The forms of a word that the index has. */
  function group(index, word) {
    var tries = [word].concat(trimmed(word));
    for (var n = 0; n < tries.length; n += 1) {
      var told = index.tails(tries[n] + "\t@"), stem = told.length ? told[0] : tries[n];
      var found = (index.row(stem) && index.row(stem).length ? [stem] : []).concat(index.tails(stem + "\t&"));
      if (found.length) {
        return found;
      }
    }
    return [];
  }

  function withForms(index, given) {
    return Object.assign({}, given, { points: points(index, given), forms: given.runs.map(function (run) {
      return isPaired(run[0]) || /^[0-9]+$/.test(run) ? [run] : once([run].concat.apply([run], [run].concat(spelt(run)).map(function (one) {
        return group(index, one);
      })));
    }) });
  }

  function pointsIn(folded) {
    return folded.split(".").length - 1;
  }

  /* How many points must stand where a part is found, if it is a number that the index has not as such. */
  function points(index, given) {
    var code = codeOf(given, index.table);
    return !code || index.row(code) ? 0 : pointsIn(fold(given.text, index.table).replace(/\.+$/, ""));
  }

  /* What must be in a record that holds the part: for each token the keys as typed, and those of other forms. */
  function wanted(index, given) {
    var code = codeOf(given, index.table), found = [];
    if (code && index.row(code)) {
      return [{ literal: [code], folded: [] }];
    }
    given.runs.forEach(function (run, n) {
      if (isWord(run)) {
        found.push({ literal: [run], folded: given.forms[n].slice(1) });
      } else if (run.length === 1) {
        found.push({ folded: [], literal: index.tails(run).filter(function (tail) {
          return tail.indexOf("\t") < 0;
        }).map(function (tail) {
          return run + tail;
        }) });
      }
      for (var at = 0; isPaired(run[0]) && at < run.length - 1; at += 1) {
        found.push({ literal: [run.slice(at, at + 2)], folded: [] });
      }
    });
    return found;
  }

  function firstToken(name) {
    var head = runs(name)[0].text;
    return isPaired(head[0]) ? head.slice(0, 2) : head.slice(0, LONGEST);
  }

  /* The records whose title or number is the whole query. */
  function equals(index, given) {
    var words = [];
    given.forEach(function (one) {
      one.runs.forEach(function (run) {
        words.push(isPaired(run[0]) ? run : baseOf(index, run));
      });
    });
    var hits = index.hits(firstToken(line(words)) + "\t=" + line(words));
    return new Set(hits ? hits.titles : []);
  }

  // Terms of the glossary

  function atoms(found, base) {
    var list = [];
    found.forEach(function (run) {
      (isPaired(run[0]) ? run.split("") : [run]).forEach(function (one) {
        list.push({ text: one, base: isPaired(one[0]) ? one : base(one) });
      });
    });
    return list;
  }

  /* The longest term from here on: how many atoms it takes, and its concepts. */
  function term(index, list, at) {
    var heads = [list[at].base], size = 0, concepts = [];
    if (isPaired(heads[0][0]) && list[at + 1] && isPaired(list[at + 1].text[0])) {
      heads.push(heads[0] + list[at + 1].text);
    }
    index.expectKeys(heads);
    heads.forEach(function (head) {
      index.tails(head + "\t~").forEach(function (tail) {
        var cut = tail.split("\t");
        var own = atoms(texts(runs(cut[0])), String);
        var same = own.length >= size && own.every(function (atom, n) {
          return list[at + n] && list[at + n].base === atom.base;
        });
        if (same) {
          concepts = (own.length === size ? concepts : []).concat(Number(cut[1]));
          size = own.length;
        }
      });
    });
    return { size: size, concepts: once(concepts) };
  }

  function joinedAtoms(list) {
    return list.reduce(function (words, atom) {
      var gap = words && !(isPaired(last(words)) && isPaired(atom.text[0])) ? " " : "";
      return words + gap + atom.text;
    }, "");
  }

  /* A query cut into its numbers, the terms of the glossary in it, and what is left between them. */
  function units(index, given) {
    var found = [], between = [];
    given.forEach(function (one) {
      if (codeOf(one, index.table)) {
        found = found.concat(unitsOf(index, between), { part: withForms(index, one), concepts: [] });
        between = [];
      } else {
        between.push(one);
      }
    });
    return found.concat(unitsOf(index, between));
  }

  function unitsOf(index, given) {
    var list = atoms([].concat.apply([], given.map(function (one) {
      return one.runs;
    })), function (word) {
      return baseOf(index, word);
    });
    var found = [], left = "", at = 0;
    function flush() {
      if (left) {
        found.push({ part: withForms(index, part(left)), concepts: [] });
      }
      left = "";
    }
    while (at < list.length) {
      var here = term(index, list, at);
      if (!here.size && isPaired(list[at].text[0])) {
        left += list[at].text;
        at += 1;
        continue;
      }
      flush();
      var size = here.size || 1;
      found.push({ part: withForms(index, part(joinedAtoms(list.slice(at, at + size)))), concepts: here.concepts });
      at += size;
    }
    flush();
    return found;
  }

  // Readings and typing errors

  /* A reading without its tones, as the index has it. */
  function plain(letters) {
    var bare = letters.normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f]/g, "");
    return bare.replace(/lue/g, "lve").replace(/nue/g, "nve");
  }

  function readAs(index, letters) {
    letters = plain(letters);
    var exact = index.tails(READING + letters + "\t");
    if (exact.length || letters.length < TYPED) {
      return exact.slice(0, FEW);
    }
    return once(index.tails(READING + letters).map(function (tail) {
      return tail.split("\t")[1];
    })).slice(0, FEW);
  }

  function hash(word, value) {
    for (var n = 0; n < word.length; n += 1) {
      value = Math.imul(value ^ word.charCodeAt(n), 0x01000193) >>> 0;
    }
    return value;
  }

  function inFilter(index, word) {
    var one = hash(word, 0x811c9dc5), other = (hash(word, 0x9747b28c) | 1) >>> 0;
    var bits = index.file("w" + (hash(word.slice(0, 2), 0x811c9dc5) >>> 12) % PARTS);
    for (var n = 0; n < 6; n += 1) {
      var bit = (one + n * other) % (bits.length * 8);
      if (!(bits[bit >> 3] & (1 << (bit & 7)))) {
        return false;
      }
    }
    return true;
  }

  /* Whether a run is made of words, so that nothing in it looks mistaken. */
  function isKnown(index, run) {
    var ends = [true];
    for (var at = 0; at < run.length; at += 1) {
      for (var size = 2; ends[at] && size < 5; size += 1) {
        ends[at + size] = ends[at + size] || inFilter(index, run.slice(at, at + size));
      }
    }
    return Boolean(ends[run.length]);
  }

  function homophones(index, run) {
    var known = index.file("y");
    var choices = run.split("").map(function (char) {
      return known[char] || [];
    });
    if (run.length < 2) {
      return [];
    }
    var keys = product(choices, 16).map(function (choice) {
      return READING + choice.join("") + "\t";
    });
    index.expectKeys(keys);
    var found = [].concat.apply([], keys.map(function (key) {
      return index.tails(key);
    }));
    return once(found.filter(function (name) {
      return name.length === run.length;
    })).slice(0, FEW);
  }

  /* The Chinese names that begin with a run, if it is most of them. */
  function begun(index, run) {
    if (run.length < BEGUN || !run.split("").every(isPaired)) {
      return [];
    }
    return index.tails(NAME + run).filter(function (tail) {
      return tail.indexOf("\t") < 0 && tail.length < run.length;
    }).map(function (tail) {
      return run + tail;
    }).slice(0, FEW);
  }

  /* Three characters of which two are a word may well be another word, and not a mistake. */
  function differsOnce(index, run, name) {
    var least = name.length === run.length
      ? run.length > 3 || !(inFilter(index, run.slice(0, 2)) || inFilter(index, run.slice(1)))
      : Math.min(run.length, name.length) > 2;
    return least && distance(run, name, 1) === 1;
  }

  /* The run with one character, not the first, read alike, so that all pairs of characters are in the texts. */
  function respelled(index, run) {
    var known = index.file("y"), found = [], pairs = [];
    function sounds(char) {
      return known[char] || [];
    }
    for (var at = 1; at < run.length; at += 1) {
      index.tails(run[at - 1]).forEach(function (char) {
        var alike = char.length === 1 && char !== run[at] && sounds(char).some(function (sound) {
          return sounds(run[at]).indexOf(sound) >= 0;
        });
        if (alike) {
          found.push(run.slice(0, at) + char + run.slice(at + 1));
        }
      });
    }
    found.forEach(function (name) {
      pairs = pairs.concat(pairsOf(name));
    });
    index.expectKeys(pairs);
    return found.filter(function (name) {
      return pairsOf(name).every(function (pair) {
        return index.row(pair) && index.row(pair).length;
      });
    }).slice(0, FEW);
  }

  function pairsOf(run) {
    return run.split("").slice(1).map(function (char, n) {
      return run[n] + char;
    });
  }

  function alike(index, run) {
    var found = [];
    if (run.length < 3) {
      return found;
    }
    [run[0], run[1]].forEach(function (head) {
      index.tails(NAME + head).forEach(function (tail) {
        var cut = tail.split("\t");
        var name = (cut[1] || "") + head + cut[0];
        if (differsOnce(index, run, name)) {
          found.push(name);
        }
      });
    });
    return once(found).slice(0, FEW);
  }

  function corrected(index, run, alone) {
    if (isPaired(run[0])) {
      var known = isKnown(index, run), read = known && run.length < BEGUN ? [] : homophones(index, run);
      if (read.length || known) {
        return read;
      }
      var near_ = alike(index, run);
      return near_.length ? near_ : respelled(index, run);
    }
    var bound = run.length < (alone ? 5 : 4) ? 0 : run.length < 8 ? 1 : 2;
    if (!bound || /[0-9]/.test(run) || inFilter(index, run)) {
      return [];
    }
    var best = bound + 1, near = [];
    index.tails(WORD).forEach(function (word) {
      var far = distance(run, word, bound);
      if (last(word) === "s") {
        far = Math.min(far, distance(run, word.slice(0, -1), bound));
      }
      best = Math.min(best, far);
      near.push([far, word]);
    });
    var meant = near.filter(function (one) {
      return one[0] === best && best <= bound;
    }).slice(0, FEW).map(function (one) {
      return one[1];
    });
    return meant.length ? meant : glued(index, run);
  }

  /* Two words of the index between which a space is missing. */
  function glued(index, run) {
    var cuts = [];
    for (var at = 3; at < run.length - 2; at += 1) {
      cuts.push([run.slice(0, at), run.slice(at)]);
    }
    index.expectKeys([].concat.apply([], cuts));
    return cuts.filter(function (cut) {
      return cut.every(function (word) {
        var row = index.row(word);
        return row && row.length;
      });
    }).slice(0, FEW).map(function (cut) {
      return cut.join(" ");
    });
  }

  /* In how many letters two words differ, a swap of neighbours counted once; above the bound any number above. */
  function distance(one, other, bound) {
    if (Math.abs(one.length - other.length) > bound) {
      return bound + 1;
    }
    var older = [], before, row = [];
    for (var n = 0; n <= other.length; n += 1) {
      row.push(n);
    }
    for (var i = 1; i <= one.length; i += 1) {
      before = row;
      row = [i];
      var least = i;
      for (var j = 1; j <= other.length; j += 1) {
        var cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, older[j - 2] + 1);
        }
        row.push(cost);
        least = Math.min(least, cost);
      }
      older = before;
      if (least > bound) {
        return bound + 1;
      }
    }
    return row[other.length];
  }

  function resembling(index, run) {
    return index.tails((isPaired(run[0]) ? NAME : WORD) + run[0]).filter(function (tail) {
      return tail.indexOf("\t") < 0;
    }).map(function (tail) {
      return run[0] + tail;
    });
  }

  // What stands in a record

  function border(text, at) {
    if (at === 0 || at === text.length) {
      return true;
    }
    var before = text[at - 1], after = text[at];
    return before === " " || after === " " || isPaired(before) || isPaired(after);
  }

  function Line(text, table) {
    var found = runs(text, table), at = 0;
    this.text = text;
    this.line = line(texts(found));
    this.runs = found;
    this.starts = found.map(function (run) {
      at = this.line.indexOf(run.text, at);
      at += run.text.length;
      return at - run.text.length;
    }, this);
  }

  Line.prototype.find = function (phrase, inside, inflected) {
    var found = [], at = phrase ? this.line.indexOf(phrase) : -1;
    while (at >= 0) {
      var end = at + phrase.length;
      if (inflected) {
        var far = end;
        while (far < this.line.length && !border(this.line, far)) {
          far += 1;
        }
        end = far - end <= TRAILING ? far : end;
      }
      if (inside || (border(this.line, at) && border(this.line, end))) {
        found.push([at, end]);
      }
      at = this.line.indexOf(phrase, at + 1);
    }
    return found;
  };

  Line.prototype.seen = function (place) {
    return this.text.slice(this.back(place[0]), this.back(place[1] - 1) + 1);
  };

  Line.prototype.back = function (at) {
    var starts = this.starts;
    var n = bisect(starts.length, function (m) {
      return starts[m];
    }, at);
    return this.runs[n].start + at - starts[n];
  };

  function joinedPlaces(places) {
    var found = [];
    places.sort(function (one, other) {
      return one[0] - other[0] || one[1] - other[1];
    }).forEach(function (place) {
      var before = found[found.length - 1];
      if (before && place[0] <= before[1]) {
        before[1] = Math.max(before[1], place[1]);
      } else {
        found.push(place.slice());
      }
    });
    return found;
  }

  function snippet(words, marks, language) {
    var size = WINDOW[language];
    if (words.length <= size) {
      return { text: words, marks: marks };
    }
    var first = marks.length ? marks[0][0] : 0;
    var start = Math.max(0, Math.min(first - Math.floor(size / 3), words.length - size));
    if (start && language === "en") {
      start = words.slice(0, start).lastIndexOf(" ") + 1;
    }
    var end = Math.min(words.length, start + size), shift = (start ? 1 : 0) - start;
    return {
      text: (start ? "…" : "") + words.slice(start, end) + (end < words.length ? "…" : ""),
      marks: marks.filter(function (mark) {
        return mark[0] >= start && mark[0] < end;
      }).map(function (mark) {
        return [mark[0] + shift, Math.min(mark[1], end) + shift];
      }),
    };
  }

  function told(given, what, how) {
    return { part: given, what: what, how: how };
  }

  function put(marks, at, places) {
    marks[at] = (marks[at] || []).concat(places);
  }

  /* What of a reading stands in a record's lines; null where a part of it is in none. */
  function judge(own, reading) {
    var marks = {}, matched = [];
    if (reading.byConcept) {
      return { place: ALL_WORDS, matched: [], marks: {} };
    }
    var wanted_ = reading.parts.reduce(function (sum, one) {
      return sum + (one.points || 0);
    }, 0);
    SEEN.forEach(function (at) {
      reading.wholes.forEach(function (phrase) {
        var places = own[at].find(phrase).filter(function (place) {
          return pointed(own[at], place, wanted_);
        });
        if (places.length) {
          put(marks, at, places);
        }
      });
    });
    var seen = Object.keys(marks);
    if (seen.length) {
      var titled = seen.some(function (at) {
        return at < TEXTS[0];
      });
      return { place: titled ? IN_TITLE : IN_TEXT, matched: toldWhole(reading, own, marks), marks: marks };
    }
    var all = reading.parts.every(function (one) {
      var how = judgePart(own, one, marks, reading.inside);
      matched.push(how);
      return how;
    });
    return all ? { place: ALL_WORDS, matched: matched, marks: marks } : null;
  }

  function toldWhole(reading, own, marks) {
    var stands = reading.parts.filter(function (one) {
      return one.how;
    });
    if (stands.length) {
      return stands.map(function (one) {
        return told(one.text, one.meant, one.how);
      });
    }
    var seen = [];
    Object.keys(marks).forEach(function (at) {
      marks[at].forEach(function (place) {
        seen.push(own[at].line.slice(place[0], place[1]));
      });
    });
    var typed = reading.parts.map(function (one) {
      return one.text;
    }).join(" ");
    var literal = wholes(reading.parts.map(function (one) {
      return { forms: one.runs.map(function (run) {
        return [run];
      }) };
    })).filter(function (one) {
      return seen.indexOf(one) >= 0;
    });
    return [literal.length ? told(typed, literal[0], "exact") : told(typed, seen.sort()[0], "folded")];
  }

  function pointed(own, place, wanted) {
    return !wanted || pointsIn(fold(own.seen(place))) >= wanted;
  }

  function fits(own, place, given, inside) {
    var capitals = inside && given.text.length > 1 && isUpper(given.text);
    return pointed(own, place, given.points) && (!capitals || isUpper(own.seen(place)));
  }

  function judgePart(own, given, marks, inside) {
    var seen = [];
    lines(given).forEach(function (phrase) {
      SEEN.forEach(function (at) {
        var places = own[at].find(phrase, inside).filter(function (place) {
          return fits(own[at], place, given, inside);
        });
        if (places.length) {
          put(marks, at, places);
          seen.push(phrase);
        }
      });
    });
    if (!seen.length) {
      return null;
    }
    if (given.how) {
      return told(given.text, given.meant, given.how);
    }
    var literal = seen[0] === line(given.runs);
    return told(given.text, seen[0], inside ? "exact" : !literal ? "folded" : given.runs.length > 1 || given.quoted ? "exact" : "word");
  }

  // A search

  function Search(index, limit, filters) {
    this.index = index;
    this.limit = limit;
    this.filters = filters;
    this.found = new Map();
    this.tried = [];
    this.meant = []; // numbers of the concepts that the query names
    this.more = false;
    this.offset = 0;
    this.files = new Set();
    this.lines = new Map();
    this.gone = new Set();
    this.small = index.told.records <= index.told.segment;
  }

  Search.prototype.passes = function (record) {
    var names = Object.keys(this.filters);
    if (!names.length) {
      return true;
    }
    var facts = this.index.facts(record), filters = this.filters;
    return names.every(function (name) {
      return facts[name][0] === filters[name];
    });
  };

  Search.prototype.count = function () {
    var count = 0;
    if (!Object.keys(this.filters).length) {
      return this.found.size;
    }
    this.found.forEach(function (_, record) {
      count += this.passes(record) ? 1 : 0;
    }, this);
    return count;
  };

  Search.prototype.enough = function () {
    return this.count() >= this.limit;
  };

  Search.prototype.add = function (record, rank, reading, sure) {
    var held = this.found.get(record);
    rank += this.offset;
    if (!this.gone.has(record) && (!held || rank < held.rank)) {
      this.found.set(record, { rank: rank, reading: reading, sure: sure });
    }
  };

  /* The files that a record is read from, and those that it takes to show it, which are asked for together. */
  Search.prototype.filesOf = function (record, reading) {
    var index = this.index, names = [index.textFile(record), index.factsFile(record)];
    reading.units.forEach(function (unit) {
      names = names.concat(unit.concepts.map(index.conceptFile, index));
    });
    return names;
  };

  Search.prototype.look = function (record, reading) {
    this.files.add(this.index.textFile(record));
    if (!this.lines.has(record)) {
      this.index.expect(this.filesOf(record, reading));
      this.lines.set(record, this.index.text(record).map(function (words) {
        return new Line(words, this.index.table);
      }, this));
    }
    return judge(this.lines.get(record), reading);
  };

  Search.prototype.order = function () {
    var found = this.found;
    return Array.from(found.keys()).sort(function (one, other) {
      return found.get(one).rank - found.get(other).rank || one - other;
    });
  };

  Search.prototype.settled = function () {
    var order = this.order();
    this.files.clear();
    for (var n = 0; n < order.length; n += 1) {
      var one = this.found.get(order[n]);
      if (one.sure || (this.files.size < WALKED && this.look(order[n], one.reading))) {
        return true;
      }
      this.found.delete(order[n]);
      this.gone.add(order[n]);
    }
    return false;
  };

  function keysOf(token, folded) {
    return folded ? token.literal.concat(token.folded) : token.literal;
  }

  function allKeys(list) {
    return [].concat.apply([], list.map(function (token) {
      return keysOf(token, true);
    }));
  }

  /* What the stages of a query ask again and again, kept for one query. */
  Search.prototype.hits = function (key) {
    this.rows = this.rows || new Map();
    if (!this.rows.has(key)) {
      this.rows.set(key, this.index.hits(key));
    }
    return this.rows.get(key);
  };

  Search.prototype.hitsOf = function (token, folded) {
    return keysOf(token, folded).map(this.hits, this).filter(Boolean);
  };

  Search.prototype.there = function (list) {
    var self = this;
    this.index.expectKeys(allKeys(list));
    return list.every(function (token) {
      return self.hitsOf(token, true).length;
    });
  };

  Search.prototype.split = function (list) {
    return allKeys(list).some(function (key) {
      var hits = this.hits(key);
      return hits && hits.split;
    }, this);
  };

  Search.prototype.inTitles = function (list, folded) {
    return common(list.map(function (token) {
      return union(this.hitsOf(token, folded).map(function (hits) {
        return hits.titles;
      }));
    }, this));
  };

  Search.prototype.inTexts = function (list, segment, folded) {
    var size = this.index.told.segment, suffix = "\t#" + String(segment).padStart(3, "0"), self = this;
    this.index.expectKeys(allKeys(list).filter(function (key) {
      var hits = self.hits(key);
      return hits && hits.split;
    }).map(function (key) {
      return key + suffix;
    }));
    return common(list.map(function (token) {
      var found = [];
      this.hitsOf(token, folded).forEach(function (hits) {
        found.push(within(hits.titles, segment * size, size), hits.texts(segment));
      });
      return union(found);
    }, this));
  };

  function formed(index, given) {
    return given.map(function (one) {
      return withForms(index, one);
    });
  }

  function wantedOf(index, given) {
    return [].concat.apply([], given.map(function (one) {
      return wanted(index, one);
    }));
  }

  /* The files that a query needs first, asked for together. */
  function prepare(index, given) {
    var names = [];
    given.forEach(function (one) {
      one.runs.forEach(function (run) {
        for (var at = 0; isPaired(run[0]) && at < Math.max(run.length - 1, 1); at += 1) {
          names.push("i" + index.shard(run.slice(at, at + 2)));
        }
        if (isWord(run)) {
          names.push("i" + index.shard(run));
        }
      });
    });
    index.expect(names);
  }

  Search.prototype.literal = function (given, how) {
    var index = this.index;
    prepare(index, given);
    var own = formed(index, given), list = wantedOf(index, own);
    if (!this.there(list)) {
      return;
    }
    var reading = { parts: own, wholes: wholes(own), units: this.units(own) };
    var single = list.length === 1, phrase = single || (own.length === 1 && own[0].runs.length === 1);
    var equal = equals(index, own), titles = this.inTitles(list, true), held = new Set(titles), segments = index.segments;
    this.files.clear();
    this.gone.clear();
    this.addEqual(titles, new Set(this.inTitles(list, false)), reading, equal);
    this.addAll(titles, new Set(this.inTitles(list, false)), reading, equal, phrase, single, true);
    for (var n = 0; n < segments.length; n += 1) {
      if (n && this.enough() && this.split(list)) {
        this.more = true;
        break;
      }
      var rest = this.inTexts(list, n, true).filter(function (record) {
        return !held.has(record);
      });
      this.addAll(rest, new Set(this.inTexts(list, n, false)), reading, equal, phrase, single, false);
    }
  };

  /* Somebody who waits for the first hit sees it before texts are read to tell phrases from words. */
  Search.prototype.addEqual = function (records, exact, reading, equal) {
    if (!this.first.wanted() || this.offset) {
      return;
    }
    records.forEach(function (record) {
      if (equal.has(record)) {
        this.add(record, TITLE + (exact.has(record) ? 0 : 1), reading, true);
      }
    }, this);
    this.answerFirst(this.first);
  };

  Search.prototype.addAll = function (records, exact, reading, equal, phrase, sure, title) {
    if (!phrase) {
      this.foresee(records, equal, reading);
    }
    records.forEach(function (record) {
      var folded = exact.has(record) ? 0 : 1;
      if (equal.has(record)) {
        this.add(record, TITLE + folded, reading, true);
      } else if (phrase) {
        this.add(record, (title ? IN_TITLE : IN_TEXT) + folded, reading, sure);
      } else if (!this.passes(record) || !this.mayRead(record)) {
        this.add(record, ALL_WORDS + folded, reading);
      } else {
        var judged = this.look(record, reading);
        if (judged) {
          var apart = judged.place === ALL_WORDS && reading.units.length === 1 && reading.units[0].concepts.length;
          this.add(record, (apart ? APART : judged.place) + folded, reading, true);
        } else {
          this.gone.add(record);
        }
      }
    }, this);
  };

  Search.prototype.mayRead = function (record) {
    return this.files.size < CHECKED || this.files.has(this.index.textFile(record));
  };

  /* The texts that will be looked at, asked for together. */
  Search.prototype.foresee = function (records, equal, reading) {
    var texts = new Set(this.files), names = [];
    for (var n = 0; n < records.length && texts.size < CHECKED; n += 1) {
      if (!equal.has(records[n]) && this.passes(records[n])) {
        texts.add(this.index.textFile(records[n]));
        names = names.concat(this.filesOf(records[n], reading));
      }
    }
    this.index.expect(names);
  };

  Search.prototype.units = function (own) {
    var quoted = own.some(function (one) {
      return one.quoted;
    });
    return quoted ? [] : units(this.index, own);
  };

  Search.prototype.concepts = function (given) {
    prepare(this.index, given);
    var own = formed(this.index, given), found = this.units(own);
    var any = found.some(function (unit) {
      return unit.concepts.length;
    });
    if (!any) {
      return;
    }
    this.meant = this.meant.concat.apply(this.meant, found.map(function (unit) {
      return unit.concepts;
    }));
    var reading = { parts: own, wholes: [], units: found, byConcept: true };
    var told = this.mentions(found);
    told.records.forEach(function (record) {
      var rank = told.equal.has(record) ? 0 : told.titles.has(record) ? 1 : 2;
      this.add(record, CONCEPT + rank, reading, true);
    }, this);
  };

  Search.prototype.mentions = function (found) {
    var every = [], titles = [], equal = [], self = this, segments = this.index.segments;
    found.forEach(function (unit) {
      var keys = unit.concepts.map(function (id) {
        return LINKED + String(id).padStart(6, "0");
      });
      self.index.expectKeys(keys);
      var code = codeOf(unit.part, self.index.table);
      var list = code ? [{ literal: [code], folded: [] }] : wanted(self.index, unit.part), token = { literal: keys, folded: [] };
      self.there(list);
      titles.push(union([self.inTitles([token], false), self.inTitles(list, true)]));
      every.push(union([titles[titles.length - 1]].concat(segments.map(function (segment) {
        return self.inTexts([token], segment, false);
      }), segments.map(function (segment) {
        return self.inTexts(list, segment, true);
      }))));
      keys.forEach(function (key) {
        var hits = found.length === 1 ? self.hits(key + "\t=") : null;
        equal = equal.concat(hits ? hits.titles : []);
      });
    });
    return { equal: new Set(equal), titles: new Set(common(titles)), records: common(every) };
  };

  Search.prototype.instead = function (given, offset) {
    this.offset = offset;
    this.literal(given);
    if (this.small || !this.enough()) {
      this.concepts(given);
    }
    this.offset = 0;
  };

  function isLetters(given) {
    return !given.quoted && given.runs.every(function (run) {
      return /^[a-z]+$/.test(plain(run));
    });
  }

  Search.prototype.pinyin = function (given) {
    var index = this.index;
    if (given.every(isLetters)) {
      var whole = { text: given.map(function (one) {
        return one.text;
      }).join(" "), quoted: false };
      readAs(index, [].concat.apply([], given.map(function (one) {
        return one.runs;
      })).join("")).forEach(function (name) {
        var how = isPaired(name[0]) ? "pinyin" : "concept";
        this.tried.push(told(whole.text, name, how));
        this.instead([standIn(whole, name, how)], PINYIN);
      }, this);
    }
    if (!this.found.size && given.length > 1) {
      this.replace(given, function (one) {
        return (isLetters(one) ? readAs(index, one.runs.join("")) : []).filter(isPaired);
      }, "pinyin", PINYIN);
    }
  };

  Search.prototype.fuzzy = function (given) {
    var index = this.index, self = this, alone = given.length === 1 && given[0].runs.length === 1;
    this.replace(given, function (one) {
      return codeOf(one, index.table) ? [] : product(one.runs.map(function (run) {
        return self.present(part(run)) ? [run] : corrected(index, run, alone);
      }), FEW).map(line);
    }, "fuzzy", FUZZY);
  };

  /* Names of which most was typed. */
  Search.prototype.begun = function (given) {
    var index = this.index;
    this.replace(given, function (one) {
      return begun(index, line(one.runs));
    }, "concept", FUZZY);
  };

  Search.prototype.replace = function (given, meant, how, offset) {
    var choices = given.map(function (one) {
      if (this.present(one)) {
        return [one];
      }
      return (one.quoted ? [] : meant(one)).map(function (name) {
        this.tried.push(told(one.text, name, how));
        return standIn(one, name, how);
      }, this);
    }, this);
    var all = choices.every(function (choice) {
      return choice.length;
    });
    var any = all && choices.some(function (choice) {
      return choice[0].how === how;
    });
    var most = any ? Math.max.apply(null, choices.map(function (choice) {
      return choice.length;
    })) : 0;
    for (var n = 0; n < most; n += 1) {
      this.instead(choices.map(function (choice) {
        return choice[Math.min(n, choice.length - 1)];
      }), offset);
    }
  };

  Search.prototype.present = function (given) {
    var list = wanted(this.index, withForms(this.index, given)), self = this;
    return this.there(list) && (list.length === 1 || this.index.segments.some(function (segment) {
      return self.inTexts(list, segment, true).length;
    }));
  };

  Search.prototype.inside = function (given) {
    var self = this, index = this.index, list = [];
    given = given.map(function (one) {
      return Object.assign({}, one, { points: points(index, one) });
    });
    var reading = { parts: given, wholes: [], units: [], inside: true };
    given.forEach(function (one) {
      one.runs.filter(isWord).forEach(function (run) {
        list.push({ literal: self.holding(run), folded: [] });
      });
    });
    if (!list.length) {
      return;
    }
    given.forEach(function (one) {
      var paired = one.runs.filter(function (run) {
        return isPaired(run[0]);
      });
      list = paired.length ? list.concat(wanted(index, { text: one.text, runs: paired, forms: paired.map(function (run) {
        return [run];
      }) })) : list;
    });
    if (!this.there(list)) {
      return;
    }
    this.gone.clear();
    var titles = new Set(this.inTitles(list, true));
    index.segments.forEach(function (segment) {
      self.inTexts(list, segment, true).forEach(function (record) {
        self.add(record, INSIDE + (titles.has(record) ? 0 : 1), reading);
      });
    });
  };

  Search.prototype.holding = function (run) {
    if (!this.small) {
      var begin = this.index.tails(WORD + run);
      if (begin.length) {
        return begin.map(function (tail) {
          return run + tail;
        });
      }
    }
    return this.index.tails(WORD).filter(function (word) {
      return word.indexOf(run) >= 0;
    });
  };

  function weight(unit) {
    return unit.part.runs.reduce(function (sum, run) {
      return sum + (isPaired(run[0]) ? run.length : 2);
    }, 0);
  }

  Search.prototype.some = function (given, typed) {
    prepare(this.index, given);
    var own = formed(this.index, given), found = this.units(own), counts = new Map(), self = this, most = 0;
    var records = found.map(function (unit) {
      return self.mentions([unit]).records;
    });
    if (!mayLack(found, records, typed)) {
      return;
    }
    found.forEach(function (unit, n) {
      most += weight(unit);
      records[n].forEach(function (record) {
        counts.set(record, (counts.get(record) || 0) + weight(unit));
      });
    });
    var least = typed === 1 ? most * 2 / 3 : most * 3 / 4;
    var reading = { parts: own, wholes: [], units: found, byConcept: true, some: true };
    counts.forEach(function (count, record) {
      if (count >= least) {
        self.add(record, SOME + Math.min(15, Math.floor((most - count) * 16 / most)), reading, true);
      }
    });
  };

  /* Whether a part may be missing without another thing being meant: not a number, nor one of few words, nor a
     character, nor what a stretch of Chinese ends with, the thing itself. */
  function mayLack(found, records, parts) {
    var absent = found.filter(function (_, n) {
      return !records[n].length;
    });
    function some(list, test) {
      return list.some(function (unit) {
        return unit.part.runs.some(test);
      });
    }
    var barred = some(found, function (run) {
      return run.length === 1 && isPaired(run);
    }) || some(absent, function (run) {
      return /^[0-9]/.test(run);
    });
    if (barred || absent.length === found.length) {
      return false;
    }
    return !absent.length || (parts === 1 ? records[records.length - 1].length > 0 : parts > FEW_WORDS);
  }

  Search.prototype.exclude = function (given) {
    var list = wanted(this.index, withForms(this.index, given)), self = this;
    if (this.there(list)) {
      this.index.segments.forEach(function (segment) {
        self.inTexts(list, segment, true).forEach(function (record) {
          self.found.delete(record);
        });
      });
    }
  };

  /* Kinds of match one after the other, weaker ones where there is room. */
  Search.prototype.run = function (given, first) {
    this.literal(given);
    var settled = this.settled();
    if (settled && first.wanted()) {
      this.answerFirst(first); // what comes later ranks below
    }
    if (this.small || !this.enough()) {
      this.concepts(given);
    }
    settled = settled || this.found.size > 0;
    var left = settled ? [] : bare(given, this.index.table);
    if (left.length) {
      this.instead(left, BARE);
      settled = this.settled();
    }
    if (!settled) {
      this.pinyin(given);
      settled = this.settled();
    }
    if ((this.small && !this.enough()) || !settled) {
      this.inside(given);
      settled = settled || this.settled();
    }
    if (!settled) {
      this.begun(given);
      this.fuzzy(given);
      settled = this.settled();
    }
    if (!settled) {
      this.some(left.length ? left : given, given.length);
    }
  };

  // Answers

  Search.prototype.answer = function (given, first) {
    var hits = [], order = this.order().filter(this.passes, this);
    this.files.clear();
    this.foreseeHits(order, first);
    for (var n = 0; n < order.length && hits.length < this.limit; n += 1) {
      var one = this.found.get(order[n]);
      var judged = one.sure || this.files.size < WALKED ? this.look(order[n], one.reading) : null;
      if (!judged && one.sure) {
        judged = { place: 0, matched: [], marks: {} };
      }
      if (judged) {
        hits.push(this.hit(order[n], one, judged));
        first(hits[0]);
      } else {
        this.found.delete(order[n]);
      }
    }
    return {
      hits: hits, total: this.count(), more: this.more, facets: this.facets(), terms: this.terms(),
      tried: hits.length ? this.tried : given.map(function (one) {
        return told(one.text, line(one.runs), "exact");
      }).concat(this.tried),
      nearest: hits.length ? [] : this.nearest(given),
    };
  };

  Search.prototype.terms = function () {
    var index = this.index;
    return once(this.meant).slice(0, TERMS).map(function (id) {
      var concept = index.concept(id), found = { id: concept[0], zh: "", en: "" };
      concept.slice(1).forEach(function (one) {
        found[one[0]] = found[one[0]] || (one[2] === "preferred" ? one[1] : "");
      });
      return found;
    });
  };

  Search.prototype.answerFirst = function (first) {
    var order = this.order();
    for (var n = 0; n < order.length && n < CHECKED; n += 1) {
      var one = this.found.get(order[n]);
      var judged = one.rank < APART && this.passes(order[n]) ? this.look(order[n], one.reading) : null;
      if (judged) {
        first(this.hit(order[n], one, judged));
      }
    }
  };

  /* The first hit's texts by themselves, where somebody waits for it; then those of all others together. */
  Search.prototype.foreseeHits = function (order, first) {
    var names = [];
    order.slice(0, first.wanted() ? 1 : this.limit).forEach(function (record) {
      names = names.concat(this.filesOf(record, this.found.get(record).reading));
    }, this);
    this.index.expect(names);
  };

  Search.prototype.hit = function (record, found, judged) {
    var own = this.lines.get(record), facts = this.index.facts(record);
    var concepts = this.byConcept(found.reading, own, judged);
    if (found.reading.byConcept) {
      judged.matched = concepts;
    } else if (!judged.matched.length) {
      judged.matched = found.reading.parts.map(function (one) {
        return told(one.text, one.meant || line(one.runs), one.how || "exact");
      });
    }
    var hit = {
      id: own[0].text, address: own[1].text, label: own[2].text, document: facts.document[0], element: facts.element[0],
      kind: facts.kind[0], rank: found.rank, matched: judged.matched, marks: {},
    };
    ["zh", "en"].forEach(function (language, n) {
      var title = chosen(judged, own, TITLES[n], TITLES[n + 2]), body = chosen(judged, own, TEXTS[n], TEXTS[n + 2]);
      var cut = snippet(own[body].text, marksOf(own, judged, body), language);
      hit["title_" + language] = own[title].text;
      hit["snippet_" + language] = cut.text;
      hit.marks["title_" + language] = marksOf(own, judged, title);
      hit.marks["snippet_" + language] = cut.marks;
    });
    return hit;
  };

  function chosen(judged, own, first, other) {
    return own[other].text && (!own[first].text || (judged.marks[other] && !judged.marks[first])) ? other : first;
  }

  function marksOf(own, judged, at) {
    return joinedPlaces((judged.marks[at] || []).map(function (place) {
      return [own[at].back(place[0]), own[at].back(place[1] - 1) + 1];
    }));
  }

  function seenIn(own, phrases, judged, inflected) {
    var found = [];
    phrases.forEach(function (phrase) {
      SEEN.forEach(function (at) {
        var places = own[at].find(phrase, false, inflected);
        if (places.length) {
          put(judged.marks, at, places);
          found.push(phrase);
        }
      });
    });
    return found;
  }

  /* Marks the terms of the query's concepts in both languages; tells by which of them each was found. */
  Search.prototype.byConcept = function (reading, own, judged) {
    var found = [], index = this.index;
    reading.units.forEach(function (unit) {
      var seen = seenIn(own, lines(unit.part), judged, false), terms = [];
      if (seen.length) {
        found.push(told(unit.part.text, seen[0], "word"));
      }
      unit.concepts.forEach(function (id) {
        index.concept(id).slice(1).forEach(function (one) {
          terms.push(one[1]);
        });
      });
      var cut = terms.map(function (one) {
        return squeeze(one, index.table);
      });
      var others = seenIn(own, cut, judged, true);
      var names = terms.filter(function (_, n) {
        return others.indexOf(cut[n]) >= 0;
      });
      names = names.length || reading.some ? names : terms;
      if (!seen.length && names.length) {
        found.push(told(unit.part.text, names[0], "concept"));
      }
    });
    return found;
  };

  Search.prototype.facets = function () {
    var counts = { document: new Map(), element: new Map(), kind: new Map() }, filters = this.filters, index = this.index;
    this.found.forEach(function (_, record) {
      var facts = index.facts(record);
      Object.keys(counts).forEach(function (name) {
        var own = facts[name];
        var others = Object.keys(filters).every(function (other) {
          return other === name || facts[other][0] === filters[other];
        });
        if (own[0] && others) {
          var one = counts[name].get(own[0]) || { value: own[0], zh: own[1] || "", en: own[2] || "", count: 0 };
          one.count += 1;
          counts[name].set(own[0], one);
        }
      });
    });
    Object.keys(counts).forEach(function (name) {
      counts[name] = Array.from(counts[name].values()).sort(function (one, other) {
        return other.count - one.count || (one.value < other.value ? -1 : 1);
      });
    });
    return counts;
  };

  Search.prototype.nearest = function (given) {
    var found = {}, index = this.index;
    given.forEach(function (one) {
      one.runs.forEach(function (run) {
        var bound = Math.max(1, Math.floor(run.length / 2));
        resembling(index, run).forEach(function (name) {
          var far = distance(run, name, bound);
          if (far <= bound) {
            found[name] = Math.min(name in found ? found[name] : 9, far / Math.max(run.length, name.length));
          }
        });
      });
    });
    return Object.keys(found).sort(function (one, other) {
      return found[one] - found[other] || (one < other ? -1 : 1);
    }).slice(0, NEAREST);
  };

  /* Traditional characters in the query need their table: the index has none of them. */
  function needsTable(index, given) {
    return !index.table && given.some(function (one) {
      return one.runs.some(function (run) {
        for (var at = 0; isPaired(run[0]) && at < run.length; at += 1) {
          var pair = run.slice(at, at + 2);
          if (pair.length === 2 ? !index.row(pair) : run.length === 1 && !index.tails(pair).length) {
            return true;
          }
        }
        return false;
      });
    });
  }

  function never() {
    return false;
  }

  function answered(index, words, options, first) {
    var cut = asked(words, index.table), filters = {};
    ["document", "element", "kind"].forEach(function (name) {
      if (options[name]) {
        filters[name] = options[name];
      }
    });
    var search = new Search(index, options.limit || LIMIT, filters);
    var early = cut.excluded.length ? { wanted: never } : first; // the best hit may yet be excluded
    search.first = early;
    if (cut.found.length && index.told.records) {
      prepare(index, cut.found);
      if (needsTable(index, cut.found.concat(cut.excluded))) {
        throw new Missing(["z"]);
      }
      search.run(cut.found, early);
      cut.excluded.forEach(search.exclude, search);
    }
    return search.answer(cut.found, first);
  }

  /* Answer a query; where files are missing load them and start again. */
  function attempt(index, words, options, first) {
    try {
      return Promise.resolve(answered(index, words, options, first));
    } catch (error) {
      if (!(error instanceof Missing)) {
        return Promise.reject(error);
      }
      return Promise.all(error.names.map(index.load, index)).then(function () {
        return attempt(index, words, options, first);
      });
    }
  }

  function query(index, words, options) {
    var open = Boolean(options && options.first);
    var first = function (hit) {
      if (open) {
        open = false;
        options.first(hit);
        throw new Missing([]); // the others' files are asked for together
      }
    };
    first.wanted = function () {
      return open;
    };
    return index.opened().then(function () {
      return attempt(index, words, options || {}, first);
    }).catch(function (error) {
      if (!error.stale) {
        throw error;
      }
      return index.opened(true).then(function () { // a browser kept an older list of files
        return attempt(index, words, options || {}, first);
      });
    });
  }

  function open(base) {
    var index = new Index(base);
    return {
      query: function (words, options) {
        return query(index, words, options);
      },
    };
  }

  shared.search = Object.assign(shared.search || {}, {
    open: open, tokens: tokens, squeeze: squeeze,
  });
})();
