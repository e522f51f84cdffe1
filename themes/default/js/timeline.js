/* recto: the timeline's filters and drawing, over a list that is complete without them.
 *
 * Reads <li data-start data-end data-kind data-people data-label> of the list, or the counts of an overview's pages, and draws
 * them in lanes: with labels where there are few, as heaps of points where there are more, as bars of counts where there are
 * very many. The pictures are hidden from screen readers, for whom the list says the same; their words are generated from
 * attributes, so that searching and copying the page meet each entry once. What is shown stands in the address
 * (#person=shultz&kind=document&from=1985-12&to=1986-03), so that Back, reload and sharing keep it.
 */
(function () {
  "use strict";
  var doc = document, lang = doc.documentElement.lang || "en", DAY = 864e5;

  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
  function el(name, attrs, text) { var e = doc.createElement(name), k; for (k in attrs) e.setAttribute(k, attrs[k]); if (text !== undefined) e.textContent = text; return e; }
  function svg(name, attrs) { var e = doc.createElementNS("http://www.w3.org/2000/svg", name), k; for (k in attrs) e.setAttribute(k, attrs[k]); return e; }
  function later(f) { var asked = 0; return function () { if (!asked) asked = requestAnimationFrame(function () { asked = 0; f(); }); }; }
  function tidy(e) { return e ? e.textContent.replace(/\s+/g, " ").trim() : ""; }

  var box = doc.querySelector(".timeline-drawing"), tools = doc.querySelector(".timeline-tools");
  if (!box || !tools) return;
  var tally = tools.querySelector(".tally"), byPerson = doc.getElementById("tl-person"), byKind = doc.getElementById("tl-kind");

  /* An ISO date as milliseconds; "1985" and "1985-12" are their first or last day. Years before 100 and before the era too. */
  function day(s, last) {
    var m = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(s || ""), t = new Date(0);
    if (!m) return NaN;
    if (m[3] || !last) t.setUTCFullYear(+m[1], m[2] ? m[2] - 1 : 0, m[3] ? +m[3] : 1);
    else t.setUTCFullYear(+m[1], m[2] ? +m[2] : 12, 0);
    return t.getTime();
  }

  // ---- what there is
  var LANE = { document: "written", enclosure: "written", received: "received", mention: "spoken", event: "events" };
  var lanes = all(".tl-lane", box).map(function (p) { return { name: p.dataset.lane, label: p }; });
  var items = [], names = {}, parts = doc.querySelector(".timeline-parts");
  function span(li) {
    var start = day(li.dataset.start), end = day(li.dataset.end || li.dataset.start, true);
    return { li: li, a: li.querySelector("a[href]"), start: start, end: end >= start ? end : start, people: [], marks: [] };
  }
  if (parts) all("li", parts).forEach(function (li) { // an overview: so many in each lane of each page
    lanes.forEach(function (lane) {
      var it = span(li);
      it.lane = lane.name;
      it.count = +li.dataset[lane.name] || 0;
      it.when = it.label = tidy(it.a);
      if (it.count) items.push(it);
    });
  });
  else all(".timeline > li[data-kind]").forEach(function (li) {
    var it = span(li);
    it.kind = li.dataset.kind;
    it.lane = LANE[it.kind] || "events";
    it.people = (li.dataset.people || "").split(/\s+/).filter(Boolean);
    it.when = tidy(li.querySelector("time, .when"));
    it.label = li.dataset.label || tidy(it.a || li);
    it.inferred = li.dataset.inferred || ""; // "(year inferred)", in the words of the page
    it.hollow = it.kind === "enclosure" || Boolean(it.inferred);
    it.people.forEach(function (p) { names[p] = p; });
    items.push(it);
  });
  var dated = items.filter(function (it) { return !isNaN(it.start); });
  if (!dated.length) return;
  var forms = null;
  try { forms = new Intl.PluralRules(lang); } catch (e) { /* a language that the browser does not know */ }
  function entries(n) { // "12 entries", in the words of the page
    var form = forms ? forms.select(n) : n === 1 ? "one" : "other";
    return (tally.dataset[form] || tally.dataset.other || "{n}").replace("{n}", n.toLocaleString(lang));
  }
  function extent(list) {
    var a = Infinity, b = -Infinity;
    list.forEach(function (it) { a = Math.min(a, it.start); b = Math.max(b, it.end + DAY); });
    var pad = Math.max((b - a) * .02, (60 * DAY - (b - a)) / 2, DAY);
    return [a - pad, b + pad];
  }
  var full = extent(dated), mine = dated.filter(function (it) { return it.lane !== "spoken"; });
  var home = mine.length ? extent(mine) : full; // far dates that are only spoken of would press all else together

  // ---- what is shown
  var state = {}, view = home, shown = items;
  function iso(t) { return new Date(t).toISOString().split("T")[0]; }
  function parse() {
    var h = location.hash.slice(1), s = {};
    if (h.indexOf("=") < 0) return s;
    new URLSearchParams(h).forEach(function (v, k) { if (v) s[k] = v; });
    return s;
  }
  function address(s) {
    var q = new URLSearchParams();
    ["person", "kind", "from", "to"].forEach(function (k) { if (s[k]) q.set(k, s[k]); });
    return q.toString();
  }
  function put(next, push) {
    var q = address(next), url = q ? "#" + q : location.pathname + location.search;
    if (q !== address(state)) try { history[push ? "pushState" : "replaceState"](null, "", url); } catch (e) { location.hash = q; }
    show(next);
  }
  /* A stretch of time, as wide as may be and in whole days; months where it is long. Everything needs no words. */
  function look(a, b, push) {
    var wide = Math.min(Math.max(b - a, 10 * DAY), full[1] - full[0]), middle = (a + b) / 2;
    a = Math.min(Math.max(middle - wide / 2, full[0]), full[1] - wide);
    b = a + wide;
    var next = Object.assign({}, state), from, to;
    delete next.from; delete next.to;
    if (Math.abs(a - home[0]) > DAY || Math.abs(b - home[1]) > DAY) {
      from = iso(a); to = iso(b - DAY);
      if (wide > 1200 * DAY) { from = from.replace(/-\d\d$/, ""); to = to.replace(/-\d\d$/, ""); }
      next.from = from; next.to = to;
    }
    put(next, push);
  }
  function zoom(by, at, push) {
    var x = at === undefined ? .5 : at, t = view[0] + (view[1] - view[0]) * x, wide = (view[1] - view[0]) * by;
    look(t - wide * x, t + wide * (1 - x), push);
  }
  function move(by, push) { var d = (view[1] - view[0]) * by; look(view[0] + d, view[1] + d, push); }
  function fill() { // an edition can have thousands of people: listed when somebody asks
    if (!byPerson || byPerson.options.length > 1) return;
    var known = doc.getElementById("timeline-people"); // a <template>: names for the ids, not part of the text
    if (known && known.content) all("[data-id]", known.content).forEach(function (n) { var id = n.getAttribute("data-id"); if (id in names) names[id] = tidy(n); });
    Object.keys(names).map(function (k) { return [k, names[k]]; }).sort(function (a, b) { return a[1].localeCompare(b[1], lang); })
      .forEach(function (o) { byPerson.appendChild(el("option", { value: o[0] }, o[1])); });
  }
  function said(a, b) { // "Oct 20 – Nov 5, 1962"
    var form = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" });
    return form.formatRange ? form.formatRange(a, b) : form.format(a) + " – " + form.format(b);
  }

  function show(next) {
    var from = day(next.from), to = day(next.to, true);
    if (!(byPerson && next.person in names)) delete next.person;
    if (!(byKind && all("option", byKind).some(function (o) { return o.value === next.kind; }))) delete next.kind;
    if (isNaN(from) && isNaN(to) || from > to) { delete next.from; delete next.to; }
    state = next;
    if (state.person) fill();
    if (byPerson) byPerson.value = state.person || "";
    if (byKind) byKind.value = state.kind || "";
    var framed = Boolean(state.from || state.to);
    view = framed ? [isNaN(from) ? full[0] : from, isNaN(to) ? full[1] : to + DAY] : home;
    var whole = !framed || view[0] <= full[0] + DAY && view[1] >= full[1] - DAY;
    shown = items.filter(function (it) {
      return (!state.person || it.people.indexOf(state.person) >= 0) && (!state.kind || it.kind === state.kind);
    });
    var listed = new Set(shown.filter(function (it) { return whole || it.end >= view[0] && it.start < view[1]; }).map(function (it) { return it.li; }));
    items.forEach(function (it) { var off = !listed.has(it.li); if (it.li.hidden !== off) it.li.hidden = off; });
    if (!parts) all(".year, .undated").forEach(function (y) { y.hidden = !y.querySelector(".timeline > li:not([hidden])"); });
    var count = parts ? shown.reduce(function (n, it) { return listed.has(it.li) ? n + it.count : n; }, 0) : listed.size;
    var text = entries(count);
    tally.textContent = whole ? parts ? "" : text : text + ", " + said(view[0], view[1] - DAY);
    all("[data-do]", tools).forEach(function (b) {
      var wide = view[1] - view[0], no = { in: wide <= 10.5 * DAY, out: whole && view[0] <= full[0] + DAY, earlier: view[0] <= full[0] + DAY, later: view[1] >= full[1] - DAY, all: !framed && home === full }[b.dataset.do];
      b.setAttribute("aria-disabled", String(Boolean(no)));
    });
    draw();
  }

  // ---- drawing
  var STEPS = [[1, "d"], [5, "d"], [1, "m"], [3, "m"], [6, "m"], [1, "y"], [2, "y"], [5, "y"], [10, "y"], [20, "y"], [50, "y"], [100, "y"], [200, "y"], [500, "y"], [1000, "y"]];
  var LENGTH = { d: 1, m: 30.44, y: 365.25 };
  /* Ticks at the first step that leaves room for its labels. */
  function ticks(t0, t1, px) {
    var s = STEPS.find(function (s) { return s[0] * LENGTH[s[1]] * DAY * px >= (s[1] === "d" ? 26 : 44); }) || STEPS[STEPS.length - 1];
    var out = [], t = new Date(t0), y = t.getUTCFullYear(), i, v, d;
    function add(v, strong, text) { if (v >= t0 && v <= t1) out.push({ t: v, strong: strong, text: text }); }
    if (s[1] === "d") {
      for (v = Math.ceil(t0 / DAY) * DAY; v <= t1 && out.length < 200; v += DAY) {
        t = new Date(v); d = t.getUTCDate();
        if (s[0] === 1 || d % s[0] === 1 && d < 30) add(v, d === 1, d === 1 ? t.toLocaleDateString(lang, { month: "short", timeZone: "UTC" }) : String(d));
      }
      return out;
    }
    for (i = s[1] === "y" ? Math.floor(y / s[0]) * s[0] : y * 12; out.length < 400; i += s[0]) {
      t = new Date(0);
      if (s[1] === "y") t.setUTCFullYear(i, 0, 1); else t.setUTCFullYear(Math.floor(i / 12), ((i % 12) + 12) % 12, 1);
      v = t.getTime();
      if (v > t1) break;
      var year = s[1] === "y" || t.getUTCMonth() === 0;
      add(v, year, year ? String(t.getUTCFullYear()) : t.toLocaleDateString(lang, { month: "short", timeZone: "UTC" }));
    }
    return out;
  }
  var pen = doc.createElement("canvas").getContext("2d"), lastWidth = 0, AXIS = 26, HEAD = 24, PAD = 12;
  function cut(s, n) { return s.length > n ? s.slice(0, n - 1).trimEnd() + "…" : s; }
  /* From right to left, each label one row above every mark and label that it passes over: no leader crosses a label.
   * A mark at the end has its label on its other side, if nothing else stands there. Whether all find room. */
  function stairs(list, rows, W) {
    list.sort(function (a, b) { return a.x - b.x; });
    for (var i = list.length - 1, j; i >= 0; i--) {
      var it = list[i];
      it.text = cut(it.label, 44);
      it.wide = pen.measureText(it.text).width + 14;
      it.side = it.x + it.wide > W;
      it.row = 1;
      if (it.side) {
        it.left = it.x - it.wide;
        if (i < list.length - 1 || it.left < 0 || i > 0 && list[i - 1].x > it.left - 8) { it.text = ""; it.left = it.x; it.row = 0; }
        continue;
      }
      it.left = it.x;
      for (j = i + 1; j < list.length; j++) if (list[j].left <= it.x + it.wide) it.row = Math.max(it.row, list[j].row + 1);
    }
    return list.every(function (it) { return it.row <= rows; });
  }
  function draw() {
    all("svg, .tl-text, .tl-label, .tl-tip", box).forEach(function (e) { e.remove(); });
    items.forEach(function (it) { it.marks = []; });
    var W = lastWidth = Math.floor(box.clientWidth), H = Math.floor(box.clientHeight);
    if (W < 160 || H < 60) return;
    pen.font = "13px " + getComputedStyle(box).fontFamily;
    var t0 = view[0], px = (W - 2 * PAD) / (view[1] - view[0]), foot = H - AXIS;
    var lines = doc.createDocumentFragment(), labels = doc.createDocumentFragment();
    function place(t) { return PAD + (t - t0) * px; }
    function word(text, x, y, cls) {
      var e = el("span", { "class": cls, "data-t": text, "aria-hidden": "true" });
      e.style.left = x + "px"; e.style.top = y + "px";
      labels.appendChild(e);
      return e;
    }
    ticks(t0 - PAD / px, view[1] + PAD / px, px).forEach(function (k) {
      var x = Math.round(place(k.t)) + .5;
      lines.appendChild(svg("line", { x1: x, x2: x, y1: k.strong ? 0 : foot, y2: foot + 6, "class": "tl-tick" }));
      if (x < W - 30) word(k.text, x + 4, foot + 4, "tl-text" + (k.strong ? " tl-year" : ""));
    });
    lanes.forEach(function (lane, at) {
      var base = at + 1 < lanes.length ? lanes[at + 1].label.offsetTop : foot, top = lane.label.offsetTop, room = base - top - HEAD - 4, before = 0, after = 0, list = [];
      lines.appendChild(svg("line", { x1: 0, x2: W, y1: base + .5, y2: base + .5, "class": at === lanes.length - 1 ? "tl-axis" : "tl-tick" }));
      shown.forEach(function (it) {
        if (it.lane !== lane.name || isNaN(it.start)) return;
        if (it.end + DAY <= view[0]) before++;
        else if (it.start >= view[1]) after++;
        else list.push(it);
      });
      if (before) word("‹ " + before.toLocaleString(lang), lane.label.offsetWidth + 12, top + 4, "tl-text");
      if (after) { var e = word(after.toLocaleString(lang) + " ›", 0, top + 4, "tl-text"); e.style.left = "auto"; e.style.right = "0"; }
      list.forEach(function (it) {
        it.x = Math.max(place(it.start), 0); it.x2 = Math.min(place(it.end), W);
        it.bar = it.x2 - it.x > 7;
      });
      function mark(it, x, y) {
        var r = it.lane === "spoken" && it.hollow ? 3.5 : 4.5, g = svg("g", { "class": "tl-item tl-" + it.lane + (it.hollow ? " tl-hollow" : "") });
        if (it.bar) g.appendChild(svg("rect", { x: it.x, y: y - 3, width: it.x2 - it.x, height: 6, rx: 3, "class": "tl-bar" }));
        if (it.row && it.text) g.appendChild(svg("line", { x1: x, x2: x, y1: base, y2: base - 2 - it.row * 19, "class": "tl-lead" }));
        g.appendChild(it.lane === "events" ? svg("path", { d: "M" + x + " " + (y - r - .5) + "l" + (r + .5) + " " + (r + .5) + "l" + -(r + .5) + " " + (r + .5) + "l" + -(r + .5) + " " + -(r + .5) + "z", "class": "tl-mark" }) : svg("circle", { cx: x, cy: y, r: r, "class": "tl-mark" }));
        it.marks.push(g);
        lines.appendChild(g);
      }
      function bar(it, count, most, x, wide) {
        var y = Math.max(2, count / most * room), b = svg("rect", { x: x, y: base - y, width: wide, height: y, "class": "tl-item tl-count tl-" + it.lane });
        b.recto = it; b.rectoCount = count;
        it.marks.push(b);
        lines.appendChild(b);
      }
      if (parts) {
        var most = list.reduce(function (n, it) { return Math.max(n, it.count); }, 1), ends = new Map();
        list.forEach(function (it) { // a page may hold one day, and several pages one year
          var x = Math.floor(it.x), wide = Math.max(3, Math.floor(it.x2 - it.x) - 1), by = ends.get(x) || 0;
          ends.set(x, by + 1);
          bar(it, it.count, most, x + by * 4, by ? 3 : wide);
        });
        return;
      }
      list.forEach(function (it) { it.row = 0; it.text = ""; });
      if (W >= 560 && list.length <= 14 && stairs(list, Math.floor(room / 19), W)) {
        list.forEach(function (it) {
          mark(it, it.x, base - 4);
          if (!it.text) return;
          var e = word(it.text, it.side ? it.x - it.wide + 4 : it.x + 5, base - it.row * 19 - 13, "tl-label tl-item tl-" + it.lane);
          it.marks.push(e);
        });
      } else {
        var cols = new Map(), high = 0, rows = Math.max(1, Math.floor((room + 6) / 9));
        list.forEach(function (it) {
          it.text = "";
          it.col = Math.round((it.x + it.x2) / 2 / 9);
          it.row = (cols.get(it.col) || 0) + 1;
          cols.set(it.col, it.row);
          high = Math.max(high, it.row);
        });
        if (high <= rows && list.length <= 600) list.forEach(function (it) { mark(it, it.bar ? (it.x + it.x2) / 2 : it.col * 9, base - 6 - (it.row - 1) * 9); });
        else { // too many for points: how many there are at each place
          var firsts = new Map();
          list.forEach(function (it) { if (!firsts.has(it.col)) firsts.set(it.col, it); });
          cols.forEach(function (n, c) { bar(firsts.get(c), n, high, c * 9 - 4, 8); });
        }
      }
      list.forEach(function (it) { it.marks.forEach(function (m) { m.recto = it; }); });
    });
    var s = svg("svg", { viewBox: "0 0 " + W + " " + H, width: W, height: H, "aria-hidden": "true", focusable: "false" });
    s.appendChild(lines);
    box.appendChild(s);
    box.appendChild(labels);
  }

  // ---- the list and the drawing light each other
  var tip = el("div", { "class": "tl-tip", "aria-hidden": "true" }), dragged = false;
  function part(e) { var g = e.target; while (g && g !== box && !g.recto) g = g.parentNode; return g && g.recto ? g : null; }
  function lit(it, on) { it.li.classList.toggle("is-lit", on); it.marks.forEach(function (m) { m.classList.toggle("is-lit", on); }); }
  box.addEventListener("mouseover", function (e) {
    var g = part(e);
    if (!g) return;
    lit(g.recto, true);
    var n = g.rectoCount, it = g.recto;
    tip.setAttribute("data-t", n > 1 || parts ? entries(n) + " · " + it.when : it.when + (it.inferred ? " " + it.inferred : "") + " · " + it.label);
    box.appendChild(tip);
    var r = g.getBoundingClientRect(), b = box.getBoundingClientRect();
    tip.style.left = Math.min(Math.max(0, r.left - b.left), Math.max(0, b.width - tip.offsetWidth)) + "px";
    tip.style.top = r.top - b.top - tip.offsetHeight - 6 + "px";
  });
  box.addEventListener("mouseout", function (e) { var g = part(e); if (g) { lit(g.recto, false); tip.remove(); } });
  box.addEventListener("click", function (e) {
    var g = !dragged && part(e);
    dragged = false;
    if (!g) return;
    tip.remove();
    if (parts && g.recto.a) { location.href = g.recto.a.href; return; }
    g.recto.li.scrollIntoView({ block: "center" });
    if (g.recto.a) g.recto.a.focus({ preventScroll: true });
  });
  var byRow = new Map(items.map(function (it) { return [it.li, it]; }));
  function fromList(on) { return function (e) { var li = e.target.closest && e.target.closest(".timeline > li, .timeline-parts > li"), it = li && byRow.get(li); if (it) lit(it, on); }; }
  ["mouseover", "focusin"].forEach(function (n) { doc.addEventListener(n, fromList(true)); });
  ["mouseout", "focusout"].forEach(function (n) { doc.addEventListener(n, fromList(false)); });

  // ---- hands: buttons, keys, wheel, fingers
  var DO = {
    in: function (p) { zoom(.5, .5, p); }, out: function (p) { zoom(2, .5, p); },
    earlier: function (p) { move(-.5, p); }, later: function (p) { move(.5, p); },
    all: function (p) { look(full[0], full[1], p); }
  };
  tools.addEventListener("click", function (e) {
    var b = e.target.closest("[data-do]");
    if (b && b.getAttribute("aria-disabled") !== "true") DO[b.dataset.do](true);
  });
  var KEYS = { "+": "in", "=": "in", "-": "out", "−": "out", ArrowLeft: "earlier", ArrowRight: "later", Home: "all", "0": "all" };
  box.addEventListener("keydown", function (e) {
    var what = !e.ctrlKey && !e.metaKey && !e.altKey && KEYS[e.key];
    if (!what) return;
    e.preventDefault(); e.stopPropagation();
    DO[what](false);
  });
  function share(e) { var b = box.getBoundingClientRect(); return Math.min(Math.max((e.clientX - b.left - PAD) / (b.width - 2 * PAD), 0), 1); }
  box.addEventListener("wheel", function (e) { // a wheel alone scrolls the page
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    zoom(Math.exp(Math.max(-60, Math.min(60, e.deltaY)) * .008), share(e), false);
  }, { passive: false });
  var fingers = new Map(), grip = null;
  function grasp() {
    var xs = Array.from(fingers.values());
    grip = xs.length ? { view: view.slice(), middle: xs.reduce(function (a, b) { return a + b; }) / xs.length, wide: xs.length > 1 ? Math.max(.02, Math.abs(xs[0] - xs[1])) : 0 } : null;
  }
  box.addEventListener("pointerdown", function (e) { if (e.button === 0 && fingers.size < 2) { dragged = false; fingers.set(e.pointerId, share(e)); grasp(); } });
  var follow = later(function () {
    if (!grip) return;
    var xs = Array.from(fingers.values()), middle = xs.reduce(function (a, b) { return a + b; }, 0) / xs.length;
    var long = grip.view[1] - grip.view[0], wide = xs.length > 1 && grip.wide ? long * grip.wide / Math.max(.02, Math.abs(xs[0] - xs[1])) : long;
    if (!dragged && Math.abs(middle - grip.middle) * box.clientWidth < 6 && wide === long) return;
    dragged = true;
    var t = grip.view[0] + long * grip.middle;
    look(t - wide * middle, t + wide * (1 - middle), false);
  });
  box.addEventListener("pointermove", function (e) { if (fingers.has(e.pointerId)) { fingers.set(e.pointerId, share(e)); follow(); } });
  ["pointerup", "pointercancel", "pointerleave"].forEach(function (n) { box.addEventListener(n, function (e) { if (fingers.delete(e.pointerId)) grasp(); }); });

  function choose() {
    var next = Object.assign({}, state, { person: byPerson ? byPerson.value : "", kind: byKind ? byKind.value : "" });
    put(next, true);
  }
  [byPerson, byKind].forEach(function (s) { if (s) s.addEventListener("change", choose); });
  if (byPerson) ["pointerenter", "pointerdown", "mousedown", "touchstart", "focus"].forEach(function (n) { byPerson.addEventListener(n, fill, { passive: true }); });
  function read() {
    show(parse());
    var h = location.hash.slice(1), aim = null;
    try { aim = h && h.indexOf("=") < 0 && doc.getElementById(decodeURIComponent(h)); } catch (e) { /* no address of ours */ }
    if (aim && box.parentNode.contains(aim)) aim.scrollIntoView({ block: aim.matches("li") ? "center" : "start" });
  }
  addEventListener("popstate", read);
  addEventListener("resize", later(function () { if (Math.floor(box.clientWidth) !== lastWidth) draw(); }));
  if (doc.fonts && doc.fonts.ready) doc.fonts.ready.then(later(draw));
  all(".year").forEach(function (y) { if (y.querySelectorAll("li").length > 60) y.classList.add("is-long"); });
  tools.classList.add("is-ready");
  show(parse());
})();
