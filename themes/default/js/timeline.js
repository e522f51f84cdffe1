/* recto: the timeline's filter and drawing, over a list that is complete without them.
 *
 * Reads <li data-start data-end data-kind data-people data-label> and draws points and bars over an axis: with labels when
 * there are few, in heaps when there are more, as counts when there are very many. The drawing is decoration (aria-hidden):
 * its words are generated from attributes, so that searching and copying the page meet each entry once.
 */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement, lang = root.lang || "en", DAY = 864e5;
  var words = { person: "Person", kind: "Kind", everyone: "Everyone", everything: "Everything", entry: "entry", entries: "entries", document: "Documents", enclosure: "Enclosures", received: "Arrivals", mention: "Spoken of", event: "Events" };
  try { Object.assign(words, JSON.parse(doc.getElementById("recto-words").textContent)); } catch (e) { /* the English ones, then */ }

  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
  function el(name, attrs, text) { var e = doc.createElement(name), k; for (k in attrs) e.setAttribute(k, attrs[k]); if (text !== undefined) e.textContent = text; return e; }
  function svg(name, attrs) { var e = doc.createElementNS("http://www.w3.org/2000/svg", name), k; for (k in attrs) e.setAttribute(k, attrs[k]); return e; }
  function later(f) { var asked = 0; return function () { if (!asked) asked = requestAnimationFrame(function () { asked = 0; f(); }); }; }

  var rows = all(".timeline > li[data-kind]"), first = doc.querySelector(".year");
  if (!rows.length || !first) return;

  /* An ISO date as a day count; "1985" and "1985-12" are their first or last day. Years before 100 and before the era too. */
  function day(s, last) {
    var m = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?/.exec(s || ""), t = new Date(0);
    if (!m) return NaN;
    if (m[3] || !last) t.setUTCFullYear(+m[1], m[2] ? m[2] - 1 : 0, m[3] ? +m[3] : 1);
    else t.setUTCFullYear(+m[1], m[2] ? +m[2] : 12, 0);
    return t.getTime();
  }
  function tidy(e) { return e ? e.textContent.replace(/\s+/g, " ").trim() : ""; }
  var names = {}, kinds = {};
  var items = rows.map(function (li) {
    var a = li.querySelector("a[href]"), start = day(li.dataset.start), end = day(li.dataset.end || li.dataset.start, true);
    var it = { li: li, a: a, kind: li.dataset.kind || "document", people: (li.dataset.people || "").split(/\s+/).filter(Boolean), start: start, end: end >= start ? end : start, parts: [] };
    it.when = tidy(li.querySelector("time, .when"));
    it.label = li.dataset.label || tidy(li.querySelector(".who")) || tidy(a || li);
    kinds[it.kind] = true;
    it.people.forEach(function (p) { names[p] = p; });
    return it;
  });
  var known = doc.getElementById("timeline-people"); // a <template>: names for the ids, not part of the text
  if (known && known.content) all("[data-id]", known.content).forEach(function (n) { var id = n.getAttribute("data-id"); if (id in names) names[id] = tidy(n); });

  // ---- filter
  var tools = el("div", { "class": "timeline-tools" }), tally = el("p", { "class": "tally", role: "status" }), shown = items;
  function choice(label, id, options, none) {
    var l = el("label", { "for": id }, label), s = el("select", { id: id }), full = false;
    s.appendChild(el("option", { value: "" }, none));
    function fill() { // an edition can have thousands of people: listed when somebody asks
      if (full) return;
      full = true;
      options.forEach(function (o) { s.appendChild(el("option", { value: o[0] }, o[1])); });
    }
    ["pointerenter", "pointerdown", "mousedown", "touchstart", "focus"].forEach(function (n) { s.addEventListener(n, fill, { passive: true }); });
    s.addEventListener("change", filter);
    l.appendChild(s);
    tools.appendChild(l);
    return s;
  }
  var people = Object.keys(names).map(function (k) { return [k, names[k]]; }).sort(function (a, b) { return a[1].localeCompare(b[1], lang); });
  var byPerson = people.length > 1 ? choice(words.person, "tl-person", people, words.everyone) : null;
  var order = ["document", "enclosure", "received", "mention", "event"], ks = Object.keys(kinds).sort(function (a, b) { return order.indexOf(a) - order.indexOf(b); });
  var byKind = ks.length > 1 ? choice(words.kind, "tl-kind", ks.map(function (k) { return [k, words[k] || k]; }), words.everything) : null;
  tools.appendChild(tally);
  var box = el("div", { "class": "timeline-drawing", "aria-hidden": "true" }), tip = el("div", { "class": "tl-tip" });
  first.parentNode.insertBefore(tools, first);
  first.parentNode.insertBefore(box, first);

  function filter() {
    var p = byPerson && byPerson.value, k = byKind && byKind.value;
    shown = items.filter(function (it) {
      var ok = (!p || it.people.indexOf(p) >= 0) && (!k || it.kind === k);
      if (it.li.hidden === ok) it.li.hidden = !ok;
      return ok;
    });
    all(".year, .undated").forEach(function (y) { y.hidden = !y.querySelector(".timeline > li:not([hidden])"); });
    tally.textContent = shown.length.toLocaleString(lang) + " " + (shown.length === 1 ? words.entry : words.entries);
    draw();
  }

  // ---- drawing
  var STEPS = [[1, "m"], [3, "m"], [6, "m"], [1, "y"], [2, "y"], [5, "y"], [10, "y"], [20, "y"], [50, "y"], [100, "y"], [200, "y"], [500, "y"], [1000, "y"]];
  /* Ticks at the first step that leaves room for its labels. */
  function ticks(t0, t1, px) {
    var s = STEPS.find(function (s) { return s[0] * (s[1] === "m" ? 30.44 : 365.25) * DAY * px >= 40; }) || STEPS[STEPS.length - 1];
    var y = new Date(t0).getUTCFullYear(), out = [], t = new Date(0), i, v;
    for (i = s[1] === "y" ? Math.floor(y / s[0]) * s[0] : y * 12; out.length < 400; i += s[0]) {
      t.setTime(0);
      if (s[1] === "y") t.setUTCFullYear(i, 0, 1); else t.setUTCFullYear(Math.floor(i / 12), ((i % 12) + 12) % 12, 1);
      v = t.getTime();
      if (v > t1) break;
      var year = s[1] === "y" || t.getUTCMonth() === 0;
      if (v >= t0) out.push({ t: v, year: year, text: year ? String(t.getUTCFullYear()) : t.toLocaleDateString(lang, { month: "short", timeZone: "UTC" }) });
    }
    return out;
  }
  /* From right to left, each label one row above every mark that it passes over: no leader crosses a label. */
  function stairs(list) {
    var top = 0, i, j;
    list.sort(function (a, b) { return a.start - b.start; });
    for (i = list.length - 1; i >= 0; i--) {
      list[i].row = 1;
      for (j = i + 1; j < list.length && list[j].x <= list[i].x + list[i].wide; j++) list[i].row = Math.max(list[i].row, list[j].row + 1);
      top = Math.max(top, list[i].row);
    }
    return top;
  }
  /* One on the other in columns. `top`: the highest; `cols`: how many in each. */
  function heap(list) {
    var cols = new Map(), top = 0;
    list.forEach(function (it) {
      it.col = Math.round((it.x + it.x2) / 2 / 9);
      it.row = (cols.get(it.col) || 0) + 1;
      cols.set(it.col, it.row);
      top = Math.max(top, it.row);
    });
    return { cols: cols, top: top, counted: top > 16 || list.length > 1500 };
  }
  var pen = doc.createElement("canvas").getContext("2d"), lastWidth = 0;
  function cut(s, n) { return s.length > n ? s.slice(0, n - 1).trimEnd() + "…" : s; }

  function draw() {
    box.textContent = "";
    items.forEach(function (it) { it.parts = []; });
    var W = lastWidth = Math.floor(box.clientWidth);
    var dated = shown.filter(function (it) { return !isNaN(it.start); });
    if (!dated.length || W < 200) return;
    var t0 = Infinity, t1 = -Infinity, above = [], below = [];
    dated.forEach(function (it) { t0 = Math.min(t0, it.start); t1 = Math.max(t1, it.end); (it.kind === "event" ? below : above).push(it); });
    var span = Math.max(t1 - t0, 50 * DAY), middle = (t0 + t1) / 2;
    if (t1 - t0 < span) { t0 = middle - span / 2; t1 = middle + span / 2; }
    var named = dated.length <= 16 && W >= 560, left = 12, right = 12, px = (W - left - right) / span;
    if (named) { // room at the end for the labels of the last ones
      pen.font = "13px " + getComputedStyle(box).fontFamily;
      dated.forEach(function (it) { it.text = cut(it.label, 44); it.wide = pen.measureText(it.text).width + 16; right = Math.max(right, W - left - (W - left - it.wide) / Math.max((it.start - t0) / span, .01)); });
      right = Math.min(right, W * .45);
      px = (W - left - right) / span;
    }
    dated.forEach(function (it) { it.x = left + (it.start - t0) * px; it.x2 = left + (it.end - t0) * px; it.bar = it.x2 - it.x > 6; });

    var STEP = named ? 24 : 10, R = named ? 5 : 4, BAND = 24, upHeap, downHeap, up, down;
    if (named) { up = stairs(above) * STEP + 14; down = below.length ? stairs(below) * STEP + 14 : 0; }
    else {
      upHeap = heap(above); downHeap = heap(below);
      up = (upHeap.counted ? 130 : upHeap.top * STEP) + 14;
      down = below.length ? (downHeap.counted ? 60 : downHeap.top * STEP) + 10 : 0;
    }
    var axis = Math.max(up, 30) + 4, H = axis + BAND + down + 6, lines = doc.createDocumentFragment(), labels = doc.createDocumentFragment();
    function word(text, x, y, cls) {
      var e = el("span", { "class": cls, "data-t": text });
      e.style.left = x + "px"; e.style.top = y + "px";
      labels.appendChild(e);
      return e;
    }
    ticks(t0 - left / px, t0 + (W - left) / px, px).forEach(function (k) {
      var x = Math.round(left + (k.t - t0) * px) + .5;
      lines.appendChild(svg("line", { x1: x, x2: x, y1: k.year ? 0 : axis, y2: axis + 6, "class": "tl-tick" }));
      if (x < W - 34) word(k.text, x + 4, axis + 4, "tl-text" + (k.year ? " tl-year" : ""));
    });
    lines.appendChild(svg("line", { x1: 0, x2: W, y1: axis + .5, y2: axis + .5, "class": "tl-axis" }));

    function mark(it, dir) {
      var g = svg("g", { "class": "tl-item tl-" + it.kind }), base = dir < 0 ? axis : axis + BAND;
      var y = named ? base + dir * it.row * STEP - (dir < 0 ? 4 : 0) : base + dir * (it.row - .5) * STEP - (dir < 0 ? 3 : 0);
      var mx = named ? it.x : (it.x + it.x2) / 2, my = named ? base + (dir < 0 ? -4 : 3) : y, r = R + .5;
      if (it.bar) g.appendChild(svg("rect", { x: it.x, y: my - 3, width: it.x2 - it.x, height: 6, rx: 3, "class": "tl-bar" }));
      if (named) g.appendChild(svg("line", { x1: it.x, x2: it.x, y1: base, y2: y, "class": "tl-lead" }));
      g.appendChild(it.kind === "event" ? svg("path", { d: "M" + mx + " " + (my - r) + "l" + r + " " + r + "l" + -r + " " + r + "l" + -r + " " + -r + "z", "class": "tl-mark" }) : svg("circle", { cx: mx, cy: my, r: R, "class": "tl-mark" }));
      it.parts.push(g);
      if (named) it.parts.push(word(it.text, it.x + 6, y - 10, "tl-label tl-item tl-" + it.kind));
      it.parts.forEach(function (p) { p.recto = it; });
      lines.appendChild(g);
    }
    function lane(list, h, dir) {
      if (!h || !h.counted) { list.forEach(function (it) { mark(it, dir); }); return; }
      var firsts = new Map(), tall = dir < 0 ? 126 : 56; // too many for points: how many there are at each place
      list.forEach(function (it) { if (!firsts.has(it.col)) firsts.set(it.col, it); });
      h.cols.forEach(function (n, c) {
        var y = Math.max(2, n / h.top * tall), b = svg("rect", { x: c * 9 - 4, y: dir < 0 ? axis - y : axis + BAND, width: 8, height: y, "class": "tl-item tl-count" + (dir > 0 ? " tl-event" : "") });
        b.recto = firsts.get(c); b.rectoCount = n;
        lines.appendChild(b);
      });
    }
    lane(above, upHeap, -1);
    lane(below, downHeap, 1);
    var s = svg("svg", { viewBox: "0 0 " + W + " " + H, width: W, height: H });
    s.appendChild(lines);
    box.appendChild(s);
    box.appendChild(labels);
    if (ks.length > 1) {
      var legend = el("ul", { "class": "tl-legend" });
      ks.forEach(function (k) {
        var li = el("li", { "data-t": words[k] || k }), i = svg("svg", { viewBox: "0 0 14 14", "class": "tl-" + k });
        i.appendChild(k === "event" ? svg("path", { d: "M7 1.5L12.5 7 7 12.5 1.5 7z", "class": "tl-mark" }) : svg("circle", { cx: 7, cy: 7, r: 4.5, "class": "tl-mark" }));
        li.appendChild(i);
        legend.appendChild(li);
      });
      box.appendChild(legend);
    }
  }

  // ---- the list and the drawing light each other
  function part(e) { var g = e.target; while (g && g !== box && !g.recto) g = g.parentNode; return g && g.recto ? g : null; }
  function lit(it, on) { it.li.classList.toggle("is-lit", on); it.parts.forEach(function (p) { p.classList.toggle("is-lit", on); }); }
  box.addEventListener("mouseover", function (e) {
    var g = part(e);
    if (!g) return;
    lit(g.recto, true);
    tip.setAttribute("data-t", g.rectoCount > 1 ? g.rectoCount.toLocaleString(lang) + " " + words.entries + " · " + g.recto.when : g.recto.when + " · " + g.recto.label);
    box.appendChild(tip);
    var r = g.getBoundingClientRect(), b = box.getBoundingClientRect();
    tip.style.left = Math.min(Math.max(0, r.left - b.left), b.width - tip.offsetWidth) + "px";
    tip.style.top = r.top - b.top - tip.offsetHeight - 6 + "px";
  });
  box.addEventListener("mouseout", function (e) { var g = part(e); if (g) { lit(g.recto, false); tip.remove(); } });
  box.addEventListener("click", function (e) {
    var g = part(e);
    if (!g) return;
    tip.remove();
    g.recto.li.scrollIntoView({ block: "center" });
    if (g.recto.a) g.recto.a.focus({ preventScroll: true });
  });
  var byRow = new Map(items.map(function (it) { return [it.li, it]; }));
  function fromList(on) { return function (e) { var li = e.target.closest && e.target.closest(".timeline > li"), it = li && byRow.get(li); if (it) lit(it, on); }; }
  ["mouseover", "focusin"].forEach(function (n) { doc.addEventListener(n, fromList(true)); });
  ["mouseout", "focusout"].forEach(function (n) { doc.addEventListener(n, fromList(false)); });
  all(".year").forEach(function (y) { if (y.querySelectorAll("li").length > 60) y.classList.add("is-long"); });
  addEventListener("resize", later(function () { if (Math.floor(box.clientWidth) !== lastWidth) draw(); }));
  if (doc.fonts && doc.fonts.ready) doc.fonts.ready.then(later(draw));
  filter();
})();
