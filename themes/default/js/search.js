/* recto: the search page. What is found is the work of search-index.js; this shows it.
 *
 * One classic script. The index is loaded by <script src>, as a page from a disk may not fetch. Query and filters stand in
 * the fragment (#q=humanism&in=notes), so that Back, reload and a shared address find the same.
 *
 *   words      texts of the page; a template may override them in <script type="application/json" id="recto-words">
 *   index      loading its files
 *   state      form <-> fragment
 *   results    sentences with the words marked
 */
(function () {
  "use strict";
  var doc = document, page = doc.querySelector("[data-search]");
  if (!page || !window.RectoSearch) return;
  var form = page.querySelector(".search-form"), results = page.querySelector(".search-results"), statusLine = page.querySelector(".search-status");
  var more = page.querySelector(".search-more"), moreButton = more.querySelector("button");
  if (!form) return;
  // Themes without the default theme's style sheet show it to everybody.
  var off = page.querySelector(".search-off");
  if (off) off.remove();
  var field = form.elements, PAGE = 10, NAMES = ["q", "in", "from", "to", "person", "kind", "volume", "sort"];

  // ---- words
  var words = {
    none: "Nothing was found.", one: "1 document", many: "{n} documents", least: "At least {n} found", yet: "Nothing found yet", looked: "{looked} of {all} possible documents looked through", further: "Look further", also: "also spelt {words}", wait: "Searching…",
    failed: "The search index could not be loaded. Reload the page; if that does not help, this copy of the edition is not complete.",
    changed: "The edition has changed since this page was opened. Reload the page.",
    paragraph: "Paragraph {n}", note: "Note {n}", enclosure: "Enclosure: {title}", passage: "Text", heading: "Heading", passages: "{n} more passages", passageMore: "1 more passage",
    nobody: "Nobody of this name is in the edition: choose a name from the list.", date: "Write dates as 1986, 1986-01 or 1986-01-14.", hint: "Check the spelling, try fewer words, or write the beginning of a word and an asterisk: human*."
  };
  try { Object.assign(words, JSON.parse(doc.getElementById("recto-words").textContent)); } catch (e) { /* the English ones, then */ }
  function say(name, values) { return words[name].replace(/\{(\w+)\}/g, function (all, key) { return values[key]; }); }
  function el(name, className, text) {
    var e = doc.createElement(name);
    if (className) e.className = className;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  // ---- index
  var waiting = {}, folder = page.getAttribute("data-search");
  window.recto_search = function (name, data) { if (waiting[name]) waiting[name].done(data); };
  function load(name) {
    return new Promise(function (done, failed) {
      var script = el("script");
      waiting[name] = { done: done };
      script.src = folder + name + ".js";
      script.onload = function () { script.remove(); };
      script.onerror = function () { script.remove(); failed(new Error(name)); };
      doc.head.appendChild(script);
    });
  }
  var index = new window.RectoSearch.Index(load), people = null;
  function loadPeople() {
    if (!people) people = field.person ? index.people().then(function (list) {
      var byName = {}, byId = {}, options = doc.createDocumentFragment();
      list.forEach(function (it) {
        byName[it[1].toLowerCase()] = it[0];
        byId[it[0]] = it[1];
        var option = el("option");
        option.value = it[1];
        options.appendChild(option);
      });
      doc.getElementById("search-people").appendChild(options);
      return { byName: byName, byId: byId };
    }) : Promise.resolve({ byName: {}, byId: {} });
    people.catch(function () { people = null; });
    return people;
  }
  if (field.person) field.person.addEventListener("focus", loadPeople, { once: true });

  // ---- state
  function read() {
    var from = new URLSearchParams(location.hash.slice(1)), state = {};
    // A form that was sent without script, or before it ran.
    if (!location.hash && location.search) from = new URLSearchParams(location.search);
    NAMES.concat("part").forEach(function (name) { state[name] = from.get(name) || ""; });
    return state;
  }
  function write(state) {
    var to = new URLSearchParams();
    NAMES.concat("part").forEach(function (name) { if (state[name]) to.set(name, state[name]); });
    var text = to.toString();
    return location.pathname + (text ? "#" + text : "");
  }
  function address(url) { return location.protocol === "file:" ? location.href.split(/[?#]/)[0] + url.slice(location.pathname.length) : url; }
  function fill(state) {
    NAMES.forEach(function (name) {
      if (!field[name] || name === "person") return;
      field[name].value = state[name];
      // A choice that this edition does not have.
      if (field[name].value !== state[name]) field[name].value = "";
    });
    if (!field.person) return Promise.resolve();
    if (!state.person) { field.person.value = ""; return Promise.resolve(); }
    return loadPeople().then(function (all) { field.person.value = all.byId[state.person] || state.person; });
  }
  function fromForm() {
    var state = {};
    NAMES.forEach(function (name) { state[name] = field[name] ? field[name].value.trim() : ""; });
    if (!state.person) return Promise.resolve(state);
    return loadPeople().then(function (all) {
      state.person = all.byName[state.person.toLowerCase()] || (all.byId[state.person] ? state.person : "");
      field.person.setCustomValidity(state.person ? "" : words.nobody);
      if (!state.person) state.nobody = true;
      return state;
    });
  }
  /* Days since March 1 of the year 0, as in the index; null for what is no date. */
  function ordinal(y, m, d) {
    var year = y - (m < 3 ? 1 : 0), month = (m + 9) % 12;
    return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + Math.floor((month * 306 + 5) / 10) + d - 1;
  }
  function day(text, last) {
    var parts = /^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
    if (!parts) return null;
    var y = +parts[1], m = parts[2] ? +parts[2] : last ? 12 : 1;
    if (m < 1 || m > 12) return null;
    var length = ordinal(m === 12 ? y + 1 : y, m === 12 ? 1 : m + 1, 1) - ordinal(y, m, 1), d = parts[3] ? +parts[3] : last ? length : 1;
    return d < 1 || d > length ? null : ordinal(y, m, d);
  }
  function wishOf(state) {
    var wish = { q: state.q, typing: !!state.part, kind: state.kind, volume: state.volume, person: state.person, sort: state.sort };
    wish["in"] = state["in"];
    ["from", "to"].forEach(function (name) {
      var it = state[name] ? day(state[name], name === "to") : undefined;
      if (it === null) wish.wrong = true; else if (it !== undefined) wish[name] = it;
    });
    return wish;
  }

  // ---- results
  var turn = 0, found = null, last = null, running = null, title = doc.title, moreWords = moreButton.textContent;
  function count() { return results.querySelectorAll(":scope > li").length; }
  function tell(text) { if (statusLine.textContent !== text) statusLine.textContent = text; }
  function summary() {
    var number = found.count(), parts = [];
    if (!number.most && !found.more()) { tell(found.empty ? "" : words.none + " " + words.hint); return; }
    if (number.exact) parts.push(number.most === 1 ? words.one : say("many", { n: number.most.toLocaleString() }));
    else {
      parts.push(number.found ? say("least", { n: number.found.toLocaleString() }) : words.yet);
      // Nothing may have all the words that were looked up; spellings of the others are still to come.
      if (number.all) parts.push(say("looked", { looked: number.looked.toLocaleString(), all: number.all.toLocaleString() }));
    }
    var spellings = found.spellings();
    if (spellings.length) parts.push(say("also", { words: spellings.slice(0, 5).join(", ") }));
    tell(parts.join(" · "));
  }
  /* More of them, or whether there are more: as long as that is not known, the button says so. */
  function offer() {
    more.hidden = !found.more();
    moreButton.textContent = found.count().exact ? moreWords : words.further;
  }
  function run(state, shown) {
    var key = JSON.stringify(state), active = 0;
    doc.title = state.q ? state.q + " – " + title : title;
    NAMES.forEach(function (name) { if (name !== "q" && name !== "sort" && state[name]) active++; });
    page.querySelector(".search-active").textContent = active ? " (" + active + ")" : "";
    // A changed fragment is told twice (popstate, hashchange): what is under way goes on.
    if (key === last && !shown) return running;
    var mine = ++turn;
    last = key;
    running = Promise.resolve();
    var wish = wishOf(state);
    if (wish.wrong || state.nobody) { found = null; clear(); tell(wish.wrong ? words.date : words.nobody); return Promise.resolve(); }
    if (!state.q && !active) { found = null; clear(); tell(""); return Promise.resolve(); }
    results.setAttribute("aria-busy", "true");
    var slow = setTimeout(function () { if (mine === turn) tell(words.wait); }, 400);
    running = index.search(wish).then(function (it) {
      if (mine !== turn) return;
      return come(it, shown || 0, []).then(function (groups) {
        if (mine !== turn) return;
        found = it;
        results.textContent = "";
        groups.forEach(show);
        offer();
        summary();
      });
    }).catch(function (error) {
      if (mine !== turn) return;
      last = null;
      clear();
      tell(/form/.test(error.message) ? words.changed : words.failed);
    }).then(function () { clearTimeout(slow); if (mine === turn) results.removeAttribute("aria-busy"); });
    return running;
  }
  /* A page of results, or as many as were there before: then look by look. */
  function come(it, shown, groups) {
    return it.next(Math.max(PAGE, shown) - groups.length).then(function (next) {
      groups = groups.concat(next);
      return groups.length < shown && it.more() ? come(it, shown, groups) : groups;
    });
  }
  function clear() { results.textContent = ""; results.removeAttribute("aria-busy"); more.hidden = true; }
  moreButton.addEventListener("click", function () {
    if (results.hasAttribute("aria-busy")) return;
    var mine = turn, before = count();
    results.setAttribute("aria-busy", "true");
    var slow = setTimeout(function () { if (mine === turn) tell(words.wait); }, 400);
    found.next(PAGE).then(function (groups) {
      if (mine !== turn) return;
      groups.forEach(show);
      offer();
      summary();
      // The focus stays where one can go on: at the first new one, at the button, or at what is told of the end.
      var next = results.children[before];
      if (next) next.querySelector("a").focus();
      else if (more.hidden) { statusLine.tabIndex = -1; statusLine.focus(); }
    }).catch(function () {
      if (mine === turn) tell(words.failed);
    }).then(function () { clearTimeout(slow); if (mine === turn) results.removeAttribute("aria-busy"); });
  });

  function href(held, fragment) {
    return held.page.split("/").map(encodeURIComponent).join("/") + (fragment ? "#" + encodeURIComponent(fragment) : "");
  }
  function show(group) {
    var lead = group.texts[0].held, item = el("li"), head = el("h2", "hit-head"), link = el("a", "", lead.heading);
    var own = group.texts[0].doc.witness ? "" : lead.section;
    link.href = href(lead, own);
    head.appendChild(link);
    item.appendChild(head);
    var volume = field.volume && Array.prototype.find.call(field.volume.options, function (it) { return it.value && it.value === group.doc.volume; });
    var facts = [lead.date, group.doc.kind && group.doc.kind[0].toUpperCase() + group.doc.kind.slice(1), volume && volume.textContent.replace(/ \(\d+\)$/, "")].filter(Boolean);
    item.appendChild(el("p", "hit-meta", facts.join(" · ")));
    group.texts.forEach(function (text) {
      if (text.held.witness) {
        var part = el("p", "hit-part"), to = el("a", "", text.held.witness);
        to.href = href(text.held, text.held.section);
        part.appendChild(to);
        item.appendChild(part);
      }
      showHits(text, item);
    });
    results.appendChild(item);
  }
  /* Where a passage is: the text itself, one of its enclosures, or the notes. */
  function place(hit) { return hit.passage.note ? "notes" : hit.passage.enclosure === null ? "text" : "a" + hit.passage.enclosure; }
  function showHits(text, item) {
    // One passage of each place at least, then the best.
    var first = [], rest = [], seen = {};
    text.hits.forEach(function (hit) {
      var at = place(hit);
      if (seen[at]) rest.push(hit); else { seen[at] = true; first.push(hit); }
    });
    while (first.length < 3 && rest.length) first.push(rest.shift());
    list(text.held, first, item);
    if (!rest.length) return;
    var button = el("button", "quiet hit-rest", rest.length === 1 ? words.passageMore : say("passages", { n: rest.length }));
    button.type = "button";
    button.addEventListener("click", function () {
      var lists = el("div");
      list(text.held, rest, lists);
      button.replaceWith(lists);
      lists.querySelector("a").focus();
    });
    item.appendChild(button);
  }
  function list(held, hits, into) {
    hits.sort(function (a, b) { return a.passage.at - b.passage.at; });
    var rows = null, at = null;
    hits.forEach(function (hit) {
      var here = place(hit);
      if (!rows || here !== at) {
        if (here[0] === "a") into.appendChild(el("p", "hit-part", say("enclosure", { title: held.enclosures[hit.passage.enclosure] })));
        rows = into.appendChild(el("ul", "hits"));
        at = here;
      }
      var row = rows.appendChild(el("li")), link = row.appendChild(el("a"));
      link.href = href(held, hit.passage.fragment);
      var passage = hit.passage, label = passage.n !== null ? say("note", { n: passage.n }) : passage.paragraph !== null ? say("paragraph", { n: passage.paragraph }) : passage.at ? words.passage : words.heading;
      link.appendChild(el("span", "hit-where", label));
      link.appendChild(doc.createTextNode(" "));
      var sentence = link.appendChild(el("span", "hit-words"));
      pieces(passage.text, hit.ranges).forEach(function (piece) {
        if (piece.hit) sentence.appendChild(el("mark", "", piece.text));
        else sentence.appendChild(doc.createTextNode(piece.text));
      });
    });
  }
  var ABBREVIATED = /(?:^|[\s(“"])(?:\p{L}\.?|\p{L}\.\p{L}|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Amb|Prof|Jr|Sr|No|Nos|vol|vols|ed|eds|pp?|ff?|cf|Col|Lt|Sgt|Nr|Bd|Hrsg|bzw|z\.B)$/u;
  function bounds(text) {
    var ends = [0], end = /[.!?…][”’"»)\]]*\s+(?=[\p{Lu}\p{N}“‘"«([])|[。！？]|\n/gu, m;
    while ((m = end.exec(text))) if (m[0][0] !== "." || !ABBREVIATED.test(text.slice(Math.max(0, m.index - 12), m.index))) ends.push(m.index + m[0].length);
    ends.push(text.length);
    return ends;
  }
  /* The sentences of the first hits, cut where they are long: { text, hit }. */
  function pieces(text, ranges) {
    var ends = bounds(text), windows = [], LONG = 340, AROUND = 150;
    ranges.slice(0, 40).forEach(function (range) {
      var at = 0;
      while (at + 2 < ends.length && ends[at + 1] <= range[0]) at++;
      var from = ends[at], to = Math.max(ends[at + 1], range[1]);
      if (to - from > LONG) {
        if (range[0] - from > AROUND) { from = range[0] - AROUND; var blank = text.indexOf(" ", from); if (blank >= 0 && blank < range[0]) from = blank + 1; }
        if (to - range[1] > AROUND) { to = range[1] + AROUND; var before = text.lastIndexOf(" ", to); if (before > range[1]) to = before; }
      }
      var open = windows[windows.length - 1];
      if (open && from <= open[1]) open[1] = Math.max(open[1], to);
      else windows.push([from, to]);
    });
    var out = [], room = 2;
    windows.slice(0, room).forEach(function (it, i) {
      var from = it[0], to = it[1];
      // Never more than a handful of lines, however many hits there are.
      if (to - from > 700) to = Math.max(from + 700, ranges[0][1]);
      if (i ? windows[i - 1][1] < from - 1 : from > 0) out.push({ text: i ? " … " : "… " });
      ranges.forEach(function (range) {
        if (range[0] < from || range[1] > to) return;
        out.push({ text: text.slice(from, range[0]) }, { text: text.slice(range[0], range[1]), hit: true });
        from = range[1];
      });
      var tail = text.slice(from, to).trimEnd();
      out.push({ text: tail });
      if (i === Math.min(windows.length, room) - 1 && to < text.length) out.push({ text: " …" });
    });
    return out;
  }

  // ---- going
  var pushed = write(read()), timer = 0;
  function go(state, push) {
    var url = write(state);
    if (url !== write(read()) || location.search) {
      if (push && url !== pushed) history.pushState(null, "", address(url));
      else history.replaceState(history.state, "", address(url));
    }
    if (push) pushed = url;
    return run(state);
  }
  function submit() {
    clearTimeout(timer);
    fromForm().then(function (state) { go(state, true); });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    submit();
  });
  form.addEventListener("change", function (event) { if (event.target !== field.q) submit(); });
  field.q.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      fromForm().then(function (state) {
        // The last word is still being written, unless a blank stands after it.
        if (/[\p{L}\p{N}]$/u.test(field.q.value)) state.part = "1";
        go(state, false);
      });
    }, 180);
  });
  page.querySelector(".search-clear button").addEventListener("click", function () {
    fill({ q: "", "in": "", from: "", to: "", person: "", kind: "", volume: "", sort: "" }).then(function () { submit(); field.q.focus(); });
  });
  function arrive(shown) {
    var state = read();
    pushed = write(state);
    return fill(state).then(function () { return run(state, shown); });
  }
  window.addEventListener("popstate", function () { arrive(); });
  window.addEventListener("hashchange", function () { arrive(); });
  // Who comes back to a long list finds it as long, and at the same place.
  window.addEventListener("pagehide", function () {
    try { history.replaceState({ shown: count(), y: scrollY }, ""); } catch (e) { /* then from the top */ }
  });
  var before = history.state, focus = !location.hash && !location.search;
  arrive(before && before.shown).then(function () { if (before && before.y && Math.abs(scrollY - before.y) > 40) scrollTo({ top: before.y, behavior: "instant" }); });
  if (focus && matchMedia("(hover: hover)").matches) field.q.focus({ preventScroll: true });
})();
