/* recto: reads the search index of an edition.
 *
 * One classic script without a page: it knows words, queries and the files of the index, and hands out results; search.js
 * shows them. The files of the index are scripts that call recto_search(name, data), as a page from a disk may load scripts
 * and nothing else. Where words begin and end, and the form under which they are found, is the same here as in the program
 * (src/search/fold.rs); one table of cases is tested against both.
 *
 *   words      units of a text: words and their parts
 *   query      "a phrase", pre*, AND, OR, NOT, -word, ( )
 *   files      digits and numbers, words with their passages, texts
 *   search     which documents; which passages of them
 *
 * What a reader asks for must not load the whole edition. A search goes in looks: the first loads LOOK bytes at most and says how
 * far it came; the next, for which the reader asks, goes on from there with FURTHER bytes. Words whose files do not fit into a look may stand in any document until a
 * later one.
 */
(function (root) {
  "use strict";
  var FORM = 2, LONGEST = 40;
  // Bytes of the first look, of the next; of them kept for texts; of a file of words; of a file of texts, and of a paragraph in it, at a guess.
  var LOOK = 300000, FURTHER = 1200000, TEXTS = 70000, WORDS_FILE = 25000, TEXTS_FILE = 14000, PARAGRAPH = 350;

  // ---- words
  var LETTER = "\\p{Alphabetic}\\p{M}\\p{N}", IN_WORD = "[" + LETTER + "\\u00AD\\u200C\\u200D\\u2060]", JOINERS = "-'\\u2010\\u2011\\u2019";
  var TOKEN = new RegExp(IN_WORD + "+(?:[" + JOINERS + "]" + IN_WORD + "+)*", "gu");
  var JOINER = new RegExp("[" + JOINERS + "]", "g"), NO_LETTER = new RegExp("[^" + LETTER + "]", "gu");
  var DROPPED_SET = "\\u00AD\\u200C\\u200D\\u2060\\u0640\\u0300-\\u036F\\u0483-\\u0487\\u0591-\\u05C7\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F";
  var DROPPED = new RegExp("[" + DROPPED_SET + "]", "g"), MARK = new RegExp("^[\\p{M}" + DROPPED_SET + "]", "u");
  var UNSPACED = new RegExp("^[\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005-\\u3007\\u3040-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uFF66-\\uFF9F\\u{20000}-\\u{3FFFF}]", "u");
  var WRITTEN_OUT = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ς": "σ" };

  function cut(word) { return word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join("") : word; }
  function fold(part) {
    if (/^[a-z0-9]*$/i.test(part)) return part.slice(0, LONGEST).toLowerCase();
    var folded = part.toLowerCase().normalize("NFKD").replace(DROPPED, "").toLowerCase().replace(NO_LETTER, "");
    return cut(folded.replace(/[ßæœøłđðþıħς]/g, function (c) { return WRITTEN_OUT[c]; }));
  }
  /* The words of a text, hyphenated ones in parts: { s, e: where; f: folded; c: of a script without blanks;
   * j, n: for the first of several parts, all of them as one word, and how many they are; first: a word begins. */
  function units(text) {
    var found = [], token;
    TOKEN.lastIndex = 0;
    while ((token = TOKEN.exec(text))) {
      var from = found.length, at = token.index, parts = token[0].split(JOINER), plain = true;
      for (var i = 0; i < parts.length; i++) {
        var part = parts[i];
        // eslint-disable-next-line no-control-regex
        if (/^[\x00-\x7f]*$/.test(part)) found.push({ s: at, e: at + part.length, f: fold(part) });
        else plain = runs(part, at, found) && plain;
        at += part.length + 1;
      }
      if (found.length > from) found[from].first = true;
      if (plain && found.length - from > 1) {
        found[from].j = cut(found.slice(from).map(function (unit) { return unit.f; }).join(""));
        found[from].n = found.length - from;
      }
    }
    return found;
  }
  /* Stretches of a word that are written with blanks, and characters of such that are not. */
  function runs(part, at, found) {
    var chars = Array.from(part), plain = true;
    for (var i = 0; i < chars.length;) {
      var unspaced = UNSPACED.test(chars[i]), run = "", start = at;
      do {
        var c = chars[i++];
        if (unspaced) Array.from(fold(c)).forEach(function (f) { found.push({ s: at, e: at + c.length, f: f, c: true }); });
        run += c;
        at += c.length;
      } while (i < chars.length && (UNSPACED.test(chars[i]) === unspaced || MARK.test(chars[i])));
      if (unspaced) plain = false;
      else {
        var f = fold(run);
        if (f) found.push({ s: start, e: at, f: f });
      }
    }
    return plain;
  }
  /* Every form under which a text's words are found: what the program writes. */
  function terms(text) {
    var all = units(text), found = [], joined = {};
    all.forEach(function (unit, at) {
      var next = all[at + 1];
      if (unit.c) found.push(next && next.c && next.s <= unit.e ? unit.f + next.f : unit.f);
      else if (unit.f) found.push(unit.f);
      if (unit.j) joined[at + unit.n - 1] = unit.j;
      if (joined[at]) found.push(joined[at]);
    });
    return found;
  }

  // ---- query
  var QUOTES = "\"“”„«»";
  function leaf(raw, quoted) {
    var prefix = !quoted && /\*+$/.test(raw), all = units(raw).filter(function (unit) { return unit.f; });
    if (!all.length) return null;
    var seqs = [all.map(function (unit) { return { f: unit.f, c: unit.c }; })];
    if (!quoted && all[0].j && all[0].n === all.length) seqs.push([{ f: all[0].j }]);
    if (prefix) seqs.forEach(function (seq) { seq[seq.length - 1].prefix = true; });
    return { is: "leaf", raw: raw, quoted: quoted, seqs: seqs };
  }
  function tokens(query) {
    var out = [], at = 0;
    while (at < query.length) {
      var c = query[at];
      if (/\s/.test(c)) { at++; continue; }
      if (c === "(" || c === ")") { out.push(c); at++; continue; }
      if (QUOTES.indexOf(c) >= 0) {
        var end = at + 1;
        while (end < query.length && QUOTES.indexOf(query[end]) < 0) end++;
        out.push(leaf(query.slice(at + 1, end), true));
        at = end + 1;
        continue;
      }
      if (/[-\u2212\u2013!]/.test(c) && at + 1 < query.length && !/[\s)]/.test(query[at + 1])) { out.push("NOT"); at++; continue; }
      var from = at;
      while (at < query.length && !/[\s()]/.test(query[at]) && QUOTES.indexOf(query[at]) < 0) at++;
      var word = query.slice(from, at);
      if (word === "AND" || word === "OR" || word === "NOT") out.push(word);
      else if (word === "&" || word === "&&" || word === "+") out.push("AND");
      else if (word === "|" || word === "||") out.push("OR");
      else out.push(leaf(word, false));
    }
    return out.filter(function (token) { return token; });
  }
  /* A query as a tree: { is: "and" | "or" | "not" | "leaf" }. null: it holds no word. */
  function parse(query) {
    var all = tokens(query), at = 0, deep = 0;
    function either() {
      var nodes = [both()];
      while (all[at] === "OR") { at++; nodes.push(both()); }
      return join("or", nodes);
    }
    function both() {
      var nodes = [];
      while (at < all.length && all[at] !== "OR" && all[at] !== ")") {
        if (all[at] === "AND") { at++; continue; }
        nodes.push(one());
      }
      return join("and", nodes);
    }
    function one() {
      var token = all[at++];
      if (token === "NOT") {
        if (at >= all.length || all[at] === ")" || all[at] === "OR" || all[at] === "AND") return null;
        var not = one();
        return not && { is: "not", nodes: [not] };
      }
      if (token !== "(") return token;
      // Nobody nests a hundred deep; a paste of brackets may.
      if (++deep > 100) { deep--; return null; }
      var inside = either();
      deep--;
      if (all[at] === ")") at++;
      return inside;
    }
    function join(is, nodes) {
      nodes = nodes.filter(function (node) { return node; });
      return nodes.length < 2 ? nodes[0] || null : { is: is, nodes: nodes };
    }
    var parts = [];
    while (at < all.length) {
      parts.push(either());
      // A bracket that was never opened.
      if (all[at] === ")") at++;
    }
    return join("and", parts);
  }
  function leaves(node, wanted, not) {
    if (!node) return [];
    if (node.is === "leaf") return !wanted || !not ? [node] : [];
    return [].concat.apply([], node.nodes.map(function (child) { return leaves(child, wanted, !!not !== (node.is === "not")); }));
  }

  // ---- files
  var DIGIT = {}, DIGITS = 90, LAST = 60;
  for (var code = 35, value = 0; value < DIGITS; code++) if (code !== 92 && code !== 124) DIGIT[code] = value++;
  function reader(text) {
    var at = 0;
    return {
      more: function () { return at < text.length; },
      digit: function () { return DIGIT[text.charCodeAt(at++)]; },
      number: function () {
        var lead = 0, d;
        while ((d = DIGIT[text.charCodeAt(at++)]) >= LAST) lead = lead * (DIGITS - LAST) + d - LAST + 1;
        return lead * LAST + d;
      },
      take: function (length) { at += length; return text.slice(at - length, at); }
    };
  }
  function passagesOf(posting) {
    var list = [], at = 0;
    if (!posting) return list;
    var from = reader(posting);
    if (from.digit() === 0) while (from.more()) { at += from.number(); list.push(at++); }
    else for (; from.more(); at += 6) for (var bits = from.digit(), i = 0; bits; bits >>= 1, i++) if (bits & 1) list.push(at + i);
    return list;
  }
  /* The first place in a sorted list that is not before `wanted`. */
  function lower(list, wanted) {
    var low = 0, high = list.length;
    while (low < high) { var middle = (low + high) >> 1; if (list[middle] < wanted) low = middle + 1; else high = middle; }
    return low;
  }
  function shard(data) {
    var names = [], lists = [], before = "";
    data.split(" ").forEach(function (entry) {
      if (!entry) return;
      var bar = entry.indexOf("|"), name = before.slice(0, DIGIT[entry.charCodeAt(0)]) + entry.slice(1, bar);
      names.push(name);
      lists.push(entry.slice(bar + 1));
      before = name;
    });
    return { names: names, lists: lists };
  }
  var SHORT = 40, MIDDLE = 38, RARE = 4, OWN = 5, SPELT = SHORT + MIDDLE + RARE + OWN, END = SPELT + 1;
  function isWord(text) { TOKEN.lastIndex = 0; var m = TOKEN.exec(text); return !!m && m.index === 0; }
  function decode(coded, frequent, own) {
    var from = reader(coded), passages = [], text = "", afterWord = false;
    while (from.more()) {
      var d = from.digit(), word;
      if (d === END) { passages.push(text); text = ""; afterWord = false; continue; }
      if (d < SHORT) word = frequent[d];
      else if (d < SHORT + MIDDLE) word = frequent[SHORT + (d - SHORT) * DIGITS + from.digit()];
      else if (d < SHORT + MIDDLE + RARE) {
        var high = (d - SHORT - MIDDLE) * DIGITS + from.digit();
        word = frequent[SHORT + MIDDLE * DIGITS + high * DIGITS + from.digit()];
      } else if (d < SPELT) word = own[(d - SHORT - MIDDLE - RARE) * DIGITS + from.digit()];
      else word = from.take(from.number());
      var first = word.charCodeAt(0), letter = first < 128 ? /[a-z0-9]/i.test(word[0]) : isWord(word);
      text += letter && afterWord ? " " + word : word;
      afterWord = letter;
    }
    return passages;
  }

  // ---- search
  /* An index. `load(name)` brings a file: a promise of what it hands to recto_search. */
  function Index(load) {
    var files = {}, base, loaded = 0, sizes = {}, texts = { files: 0, bytes: 0, paragraphs: 0 };
    function file(name) {
      if (!files[name]) {
        files[name] = load(name).then(function (data) {
          sizes[name] = bytes(data);
          loaded += sizes[name];
          return data;
        });
        files[name].catch(function () { delete files[name]; });
      }
      return files[name];
    }
    /* What a file of these data has, nearly. */
    function bytes(data) { return new TextEncoder().encode(JSON.stringify(data)).length + 25; }
    function open() {
      if (!base) {
        base = file("index").then(prepare);
        base.catch(function () { base = null; });
      }
      return base;
    }

    function prepare(data) {
      if (data.form !== FORM) throw new Error("the index has another form");
      var docs = [], from = reader(data.documents), first = 0, day = data.day, leader = 0;
      while (from.more()) {
        var doc = { at: docs.length, first: first, body: from.number() };
        doc.notes = from.number();
        var sort = data.sorts[from.number()], flags = sort[2];
        doc.kind = sort[0];
        doc.volume = sort[1];
        doc.witness = (flags & 8) > 0;
        if (flags & 1) {
          day += (flags & 2 ? -1 : 1) * from.number();
          doc.from = day;
          doc.to = flags & 4 ? day + from.number() : day;
        }
        leader = doc.witness ? leader : doc.at;
        doc.leader = leader;
        first += doc.body + doc.notes;
        docs.push(doc);
      }
      // By passage: its document, and whether it is a note.
      var owner = new Int32Array(first), notes = new Uint8Array(first);
      docs.forEach(function (doc) {
        owner.fill(doc.at, doc.first, doc.first + doc.body + doc.notes);
        notes.fill(1, doc.first + doc.body, doc.first + doc.body + doc.notes);
      });
      var blocks = [], sizes = reader(data.blocks), start = 0;
      while (sizes.more()) { blocks.push(start); start += sizes.number(); }
      return { docs: docs, owner: owner, notes: notes, blocks: blocks, terms: data.terms ? data.terms.split(" ") : [], words: data.words.split("|"), beginnings: beginnings(data.beginnings || ""), shards: {}, learnt: {} };
    }
    /* The file of each beginning of words that has a list of its own. */
    function beginnings(data) {
      var found = new Map();
      if (data) data.split("|").forEach(function (of, at) { of.split(" ").forEach(function (name) { found.set(name, "b" + at); }); });
      return found;
    }

    /* The files that may hold a word, or every word that begins so. */
    function places(base, unit) {
      if (unit.prefix && base.beginnings.has(unit.f)) return [base.beginnings.get(unit.f)];
      var last = lower(base.terms, unit.f + (unit.prefix ? "\uffff" : "\u0000")) - 1, first = Math.max(0, lower(base.terms, unit.f + "\u0000") - 1);
      if (unit.prefix) first = Math.max(0, lower(base.terms, unit.f) - 1);
      var all = [];
      for (var at = first; at <= last; at++) all.push("w" + at);
      return all;
    }
    function known(base, unit) { return places(base, unit).every(function (name) { return base.shards[name]; }); }
    function missing(base, unit) { return places(base, unit).filter(function (name) { return !base.shards[name]; }); }
    function loadShards(base, wanted) {
      return Promise.all(wanted.map(function (name) {
        return file(name).then(function (data) { if (!base.shards[name]) base.shards[name] = shard(data); });
      }));
    }
    /* Loads the files of words as long as there is room for them, in bytes; of the first word, whatever there is. */
    function loadWords(base, units, room) {
      var wanted = [], began = loaded;
      units.forEach(function (unit) {
        var further = missing(base, unit).filter(function (name) { return wanted.indexOf(name) < 0; });
        if (!wanted.length || (wanted.length + further.length) * WORDS_FILE <= room) wanted = wanted.concat(further);
      });
      return loadShards(base, wanted).then(function () { return room - (loaded - began); });
    }
    /* The fields of a word; null when it is nowhere, or its file is not loaded. */
    function entry(base, word) {
      var place = places(base, { f: word })[0], held = place && base.shards[place];
      var at = held ? lower(held.names, word) : 0;
      return held && held.names[at] === word ? held.lists[at].split("|") : null;
    }
    /* The passages of a word, or of all that begin so, in order. Of a beginning with a list of its own: those of all documents
     * that have it, in the text or in the notes. */
    function passages(base, unit) {
      if (!unit.prefix) return passagesOf((entry(base, unit.f) || [])[0]);
      var seen = new Uint8Array(base.owner.length), out = [];
      places(base, unit).forEach(function (place) {
        var held = base.shards[place];
        if (place[0] === "b") {
          var lists = held.lists[lower(held.names, unit.f)].split("|");
          passagesOf(lists[0]).forEach(function (at) { var doc = base.docs[at]; seen.fill(1, doc.first, doc.first + doc.body); });
          passagesOf(lists[1]).forEach(function (at) { var doc = base.docs[at]; seen.fill(1, doc.first + doc.body, doc.first + doc.body + doc.notes); });
          return;
        }
        for (var at = lower(held.names, unit.f); at < held.names.length && held.names[at].indexOf(unit.f) === 0; at++) {
          passagesOf(held.lists[at].split("|")[0]).forEach(function (passage) { seen[passage] = 1; });
        }
      });
      seen.forEach(function (is, at) { if (is) out.push(at); });
      return out;
    }
    /* What of a sequence can be looked up: characters of scripts without blanks by twos. */
    function keysOf(seq) {
      var keys = [];
      seq.forEach(function (unit, at) {
        var next = seq[at + 1], before = seq[at - 1];
        if (!unit.c) keys.push(unit);
        else if (next && next.c) keys.push({ f: unit.f + next.f });
        else if (!before || !before.c) keys.push({ f: unit.f, prefix: true });
      });
      return keys;
    }
    function common(lists) {
      lists.sort(function (a, b) { return a.length - b.length; });
      return lists.reduce(function (kept, list) {
        var at = 0;
        return kept.filter(function (passage) {
          while (at < list.length && list[at] < passage) at++;
          return list[at] === passage;
        });
      });
    }

    /* What a query asks for: ü may be written ue, and the last word may still be in the writing. */
    function prepareQuery(tree, typing) {
      var all = leaves(tree);
      if (typing) {
        var last = all[all.length - 1];
        last.seqs.forEach(function (seq) {
          var unit = seq[seq.length - 1];
          if (unit.c || unit.prefix || unit.f.length < 2) return;
          unit.prefix = last.typed = true;
        });
      }
      all.forEach(function (it) {
        it.spellings = [];
        // ü is written ue where there is no ü.
        if (!it.quoted && /[äöü]/i.test(it.raw)) {
          var spelt = leaf(it.raw.replace(/[äöü]/gi, function (c) { return { "ä": "ae", "ö": "oe", "ü": "ue" }[c.toLowerCase()]; }), false);
          it.seqs = it.seqs.concat(spelt.seqs);
        }
      });
      return all;
    }
    /* Loads files of words for a query, the rarest words first, and adds other spellings. A promise of what is left: some
     * words, and such of which there may be other spellings. */
    function ready(base, all, room) {
      function units(quoted) {
        var found = [];
        all.forEach(function (it) { if (quoted || !it.quoted) it.seqs.forEach(function (seq) { found = found.concat(keysOf(seq)); }); });
        found = found.filter(function (unit) { return !known(base, unit); });
        if (found.length > 1 && !base.ranks) {
          base.ranks = new Map();
          base.words.forEach(function (word, at) { var f = fold(word); if (!base.ranks.has(f)) base.ranks.set(f, at); });
        }
        // Beginnings have many words; what is not among the frequent ones is rare.
        function rank(unit) { return unit.prefix ? -1 : base.ranks.has(unit.f) ? base.ranks.get(unit.f) : base.words.length; }
        return found.length > 1 ? found.sort(function (a, b) { return rank(b) - rank(a); }) : found;
      }
      return loadWords(base, units(true), room).then(function (left) {
        var more = [];
        all.forEach(function (it) {
          if (it.quoted) return;
          it.seqs.slice().forEach(function (seq) {
            if (seq.length !== 1 || seq[0].told || (seq[0].prefix && !it.typed) || !known(base, { f: seq[0].f })) return;
            seq[0].told = true;
            var found = entry(base, seq[0].f), others = found ? found.slice(1) : [];
            // Who writes Mueller may mean Müller, when there is no Mueller.
            if (!found && /[aou]e/.test(seq[0].f)) others = [seq[0].f.replace(/([aou])e/g, "$1")];
            others.forEach(function (word) {
              var unit = { f: word, told: true };
              it.seqs.push([unit]);
              it.spellings.push(word);
              more.push(unit);
            });
          });
        });
        more = more.filter(function (unit) { return !known(base, unit); });
        return more.length && left > 0 ? loadWords(base, more, left) : null;
      }).then(function () { return { some: units(true).length > 0, spelt: units(false).length > 0 }; });
    }

    /* Which documents can match: { has: by document, exact: whether they do }. A leaf gets a list of passages; `open` says that
     * words of it are not looked up yet, and that it may be in others too. */
    function evaluate(base, node, scope) {
      var count = base.docs.length;
      if (node.is === "leaf") {
        var has = new Uint8Array(count), exact = true, lists = [];
        node.open = false;
        node.seqs.forEach(function (seq) {
          var all = keysOf(seq), keys = all.filter(function (key) { return known(base, key); });
          if (seq.length > 1 || keys.length < all.length) exact = false;
          if (keys.length) lists.push(common(keys.map(function (key) { return passages(base, key); })));
          else node.open = true;
        });
        // In order, each once.
        var list = lists[0] || [];
        if (lists.length > 1) {
          list = Array.from(new Set([].concat.apply([], lists)));
          list.sort(function (a, b) { return a - b; });
        }
        if (scope) list = list.filter(function (passage) { return (scope === "notes") === (base.notes[passage] === 1); });
        for (var i = 0; i < list.length; i++) has[base.owner[list[i]]] = 1;
        if (node.open) base.docs.forEach(function (doc, at) { if (scope === "notes" ? doc.notes : scope === "text" ? doc.body : 1) has[at] = 1; });
        node.list = list;
        node.scope = scope;
        return { has: has, exact: exact };
      }
      var parts = node.nodes.map(function (child) { return evaluate(base, child, scope); });
      var all = { has: new Uint8Array(count), exact: parts.every(function (part) { return part.exact; }) };
      for (var at = 0; at < count; at++) {
        if (node.is === "not") all.has[at] = !parts[0].has[at] || !parts[0].exact ? 1 : 0;
        else if (node.is === "and") all.has[at] = parts.every(function (part) { return part.has[at]; }) ? 1 : 0;
        else all.has[at] = parts.some(function (part) { return part.has[at]; }) ? 1 : 0;
      }
      return all;
    }

    /* How good each document is: rare words count more, and words of its first passage. */
    function scores(base, tree) {
      var score = new Float64Array(base.docs.length);
      var middle = base.owner.length / Math.max(1, base.docs.length);
      leaves(tree, true).forEach(function (node) {
        var times = new Float64Array(base.docs.length), count = 0;
        node.list.forEach(function (passage) { if (!times[base.owner[passage]]++) count++; });
        var weight = Math.log(1 + base.docs.length / Math.max(1, count));
        base.docs.forEach(function (doc, at) {
          if (!times[at]) return;
          // In a long text a word weighs less.
          var length = (doc.body + doc.notes) / middle, head = node.list[lower(node.list, doc.first)] === doc.first;
          score[at] += weight * (times[at] / (times[at] + 0.4 + 1.2 * length) + (head ? 0.5 : 0));
        });
      });
      return score;
    }

    /* The passages of a document that may hold a word, by their places in it. */
    function candidates(base, node, doc) {
      if (node.open) {
        var all = [], to = node.scope === "text" ? doc.body : doc.body + doc.notes;
        for (var place = node.scope === "notes" ? doc.body : 0; place < to; place++) all.push(place);
        return all;
      }
      var end = lower(node.list, doc.first + doc.body + doc.notes);
      return node.list.slice(lower(node.list, doc.first), end).map(function (passage) { return passage - doc.first; });
    }

    /* A document's passages: { key, label parts, text }. */
    function blockOf(base, doc) { return lower(base.blocks, doc.at + 1) - 1; }
    function text(base, doc) {
      var block = blockOf(base, doc);
      return file("t" + block).then(function (data) {
        if (!base.learnt[block]) {
          base.learnt[block] = true;
          texts.files++;
          texts.bytes += sizes["t" + block];
          texts.paragraphs += Math.max(1, paragraphs(base, block));
        }
        var held = data[doc.at - base.blocks[block] + 1], own = data[0].split("|");
        var words = decode(held[8], base.words, own), last = "~", numbers = { p: 0, fn: 0 }, enclosure = null;
        var keys = held[7].split(" ");
        return {
          page: held[0], section: held[1], prefix: held[2], heading: held[3], date: held[4], witness: held[5], enclosures: held[6],
          passages: words.map(function (text, at) {
            var parts = /^([^=@]*)(?:=([^@]*))?(?:@(.*))?$/.exec(keys[at] || "") || ["", ""], note = at >= doc.body, sign = note ? "fn" : "p";
            var key = parts[1];
            if (key === ".") key = last;
            else if (key === "") key = sign + (numbers[sign] + 1);
            var counted = new RegExp("^" + sign + "(\\d+)$").exec(key);
            if (counted) numbers[sign] = +counted[1];
            last = key;
            if (parts[3] !== undefined) enclosure = parts[3] === "" ? null : +parts[3];
            var n = parts[2] !== undefined ? decodeURIComponent(parts[2]) : note && counted ? counted[1] : null;
            return { at: at, note: note, n: n, paragraph: !note && counted ? +counted[1] : null, enclosure: note ? null : enclosure, text: text, fragment: key === "~" ? held[1] : held[2] + key };
          })
        };
      });
    }

    /* Where a sequence of words stands in a text's units: [from, to] pairs of places in the text. */
    function find(seq, all) {
      var found = [];
      function is(unit, at) { var word = all[at].f; return unit.prefix ? word.indexOf(unit.f) === 0 : word === unit.f; }
      function rest(i, at) {
        if (i === seq.length) return at;
        if (at >= all.length) return -1;
        if (is(seq[i], at)) { var end = rest(i + 1, at + 1); if (end >= 0) return end; }
        var whole = all[at].j;
        if (whole && (seq[i].prefix ? whole.indexOf(seq[i].f) === 0 : whole === seq[i].f)) return rest(i + 1, at + all[at].n);
        return -1;
      }
      for (var at = 0; at < all.length; at++) {
        var end = rest(0, at);
        if (end > at) { found.push([all[at].s, all[end - 1].e]); at = end - 1; }
      }
      return found;
    }
    /* The passages of a document that match, with the places of the words; null: it does not. */
    function verify(base, tree, doc, held) {
      var shown = leaves(tree, true), hits = {}, split = {};
      function holds(node) {
        if (node.is === "not") return !holds(node.nodes[0]);
        // Each is asked, so that all hits are marked.
        var parts = node.is === "leaf" ? [] : node.nodes.map(holds);
        if (node.is === "and") return parts.every(Boolean);
        if (node.is === "or") return parts.some(Boolean);
        var any = false;
        candidates(base, node, doc).forEach(function (at) {
          var passage = held.passages[at], all = split[at] || (split[at] = units(passage.text));
          node.seqs.forEach(function (seq) {
            find(seq, all).forEach(function (range) {
              any = true;
              if (shown.indexOf(node) < 0) return;
              var hit = hits[passage.at] || (hits[passage.at] = { passage: passage, ranges: [], nodes: new Set() });
              hit.ranges.push(range);
              hit.nodes.add(node);
            });
          });
        });
        return any;
      }
      if (!holds(tree)) return null;
      var all = Object.keys(hits).map(function (at) { return hits[at]; });
      all.forEach(function (hit) {
        hit.ranges.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
        hit.ranges = hit.ranges.filter(function (range, at) { return !at || range[0] >= hit.ranges[at - 1][1]; });
      });
      // Passages with more of the words first, then in the order of the text.
      all.sort(function (a, b) { return b.nodes.size - a.nodes.size || a.passage.at - b.passage.at; });
      return all;
    }

    /* What a file of texts will load, at a guess: as much as others, as others of so many paragraphs. */
    function expected(base, block) {
      if (sizes["t" + block]) return 0;
      return Math.max(texts.files ? 1.2 * texts.bytes / texts.files : TEXTS_FILE, paragraphs(base, block) * (texts.files ? texts.bytes / texts.paragraphs : PARAGRAPH));
    }
    function paragraphs(base, block) {
      var end = base.blocks[block + 1];
      return (end === undefined ? base.owner.length : base.docs[end].first) - base.docs[base.blocks[block]].first;
    }

    /* Searches. `wish`: { q, typing, in: "text" | "notes", from, to (days), kind, volume, person, sort: "date" }.
     * A promise of { empty, spellings(), next(n), count(), more() }: `next` is a look, a promise of the next n documents that match,
     * each { doc, texts: [{ held, hits }] }, and fewer when there are no more or the look is over; `more` tells which. */
    function search(wish) {
      var tree = parse(wish.q || ""), positive = leaves(tree, true);
      var filtered = wish.person || wish.kind || wish.volume || wish.from !== undefined || wish.to !== undefined;
      if (!positive.length && !(filtered && !tree)) {
        return open().then(function () {
          return { empty: true, spellings: function () { return []; }, next: function () { return Promise.resolve([]); }, count: function () { return { found: 0, most: 0, exact: true }; }, more: function () { return false; } };
        });
      }
      var scope = wish["in"] === "notes" || wish["in"] === "text" ? wish["in"] : "", person = wish.person ? { f: "@" + wish.person } : null, base;
      var all = tree ? prepareQuery(tree, wish.typing) : [], pending = {}, began = loaded, first = true, asked = false, groups = [], at = 0, shown = [], found, involved = null;
      function over() { return at >= groups.length && !pending.spelt; }
      function left() { return (first ? LOOK : FURTHER) - (loaded - began); }
      function look() {
        return ready(base, all, left() - TEXTS).then(function (rest) { pending = rest; assess(); });
      }
      /* Which documents can match, the best first, after those that are shown. */
      function assess() {
        found = tree ? evaluate(base, tree, scope) : { has: new Uint8Array(base.docs.length).fill(1), exact: true };
        var score = tree ? scores(base, tree) : new Float64Array(base.docs.length), byLeader = {}, next = [];
        shown.forEach(function (group) { byLeader[group.doc.at] = group; });
        base.docs.forEach(function (doc) {
          var leader = base.docs[doc.leader];
          if (!found.has[doc.at] || (involved && !involved.has(doc.leader))) return;
          if (wish.kind && leader.kind !== wish.kind) return;
          if (wish.volume && leader.volume !== wish.volume) return;
          if (wish.from !== undefined && !(leader.to >= wish.from)) return;
          if (wish.to !== undefined && !(leader.from <= wish.to)) return;
          var group = byLeader[doc.leader];
          if (group && group.shown) return;
          if (!group) next.push(group = byLeader[doc.leader] = { doc: leader, docs: [], score: 0 });
          group.docs.push(doc);
          group.score = Math.max(group.score, score[doc.at]);
        });
        if (wish.sort !== "date") next.sort(function (a, b) { return b.score - a.score || a.doc.at - b.doc.at; });
        groups = shown.concat(next);
        at = shown.length;
      }
      /* The next documents whose texts fit into what is left of the look; one at least if `any`. */
      function batch(count, any) {
        var to = at, room = left(), wanted = {};
        while (to < groups.length && to - at < count) {
          var cost = 0;
          groups[to].docs.forEach(function (doc) {
            var block = blockOf(base, doc);
            if (!wanted[block]) cost += expected(base, block);
            wanted[block] = true;
          });
          if (cost > room && !(any && to === at)) break;
          room -= cost;
          to++;
        }
        return groups.slice(at, to);
      }
      function next(count) {
        var out = [], any = true;
        function more() {
          var now = batch(count - out.length, any);
          if (!now.length) return out;
          any = false;
          return Promise.all(now.map(function (group) {
            return Promise.all(group.docs.map(function (doc) {
              return text(base, doc).then(function (held) {
                var hits = tree ? verify(base, tree, doc, held) : [];
                return hits && { doc: doc, held: held, hits: hits };
              });
            })).then(function (texts) { return { doc: group.doc, group: group, texts: texts.filter(Boolean) }; });
          })).then(function (made) {
            at += now.length;
            made.forEach(function (it) {
              if (!it.texts.length) return;
              it.group.shown = true;
              shown.push(it.group);
              out.push(it);
            });
            return more();
          }, function (error) {
            // What was found before is shown; what could not be loaded comes up again.
            if (out.length) return out;
            throw error;
          });
        }
        var again = asked;
        if (again) { first = false; began = loaded; }
        asked = true;
        return (again && pending.some ? look() : Promise.resolve()).then(more);
      }
      return open().then(function (opened) {
        base = opened;
        return person ? loadShards(base, places(base, person)) : null;
      }).then(function () {
        if (person) {
          involved = new Set();
          passages(base, person).forEach(function (passage) { involved.add(base.docs[base.owner[passage]].leader); });
        }
        return look();
      }).then(function () {
        return {
          empty: false, next: next,
          spellings: function () {
            var words = [];
            positive.forEach(function (node) { node.spellings.forEach(function (word) { if (entry(base, word)) words.push(word); }); });
            return words;
          },
          /* Documents found so far, looked through so far, and that may match at all; `exact`: all of these do. */
          count: function () { return { found: shown.length, looked: at, most: groups.length - (at - shown.length), all: groups.length, exact: found.exact || over() }; },
          more: function () { return !over(); }
        };
      });
    }
    return { open: open, search: search, people: function () { return file("people"); } };
  }

  root.RectoSearch = { Index: Index, fold: fold, terms: terms, parse: parse, units: units };
})(typeof globalThis === "object" ? globalThis : this);
