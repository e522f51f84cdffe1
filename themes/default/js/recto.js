/* recto: what script adds to a page that is complete without it.
 *
 * One classic script, no modules, no requests, so that it also runs from file:// and under "default-src 'self'".
 * Every part looks for its own elements and does nothing where they are missing. The timeline has a script of its own.
 *
 *   words       texts of buttons and labels; a template may override them in <script type="application/json" id="recto-words">
 *   theme       the light / dark button
 *   views       edited or as written: the same words stay under the reader's eyes, the choice is kept
 *   notes       notes and apparatus beside their line on a wide screen, opened in place on a narrow one
 *   addresses   copying the address of a paragraph, the printed address
 *   citations   copying, the reader's day, the paragraph or note that is cited
 *   search      the box in the head leads to the search page, with the words in the fragment
 *   keys        shortcuts of one key, their help in the foot of the page, and the means to turn them off
 */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;

  // ---- words
  var words = {
    dark: "Use dark colours", light: "Use light colours", close: "Close note", copy: "Copy", copied: "Copied", addressCopied: "Address of paragraph copied",
    citesParagraph: "The address leads to the paragraph you chose.", citesNote: "The address leads to the note you chose.", citesEnclosure: "The address leads to the enclosure you chose.", citesAll: "Cite the whole document",
    keys: "Keyboard shortcuts", keySearch: "Search", keyNext: "Next document or page", keyPrevious: "Previous document or page", keyHelp: "This help", keysOn: "Shortcuts of one key are on", keysClose: "Close"
  };
  try { Object.assign(words, JSON.parse(doc.getElementById("recto-words").textContent)); } catch (e) { /* the English ones, then */ }

  function el(name, attrs, text) {
    var e = doc.createElement(name);
    for (var k in attrs) if (attrs[k] !== null && attrs[k] !== undefined) e.setAttribute(k, attrs[k]);
    if (text !== undefined) e.textContent = text;
    return e;
  }
  function svg(name, attrs, text) {
    var e = doc.createElementNS("http://www.w3.org/2000/svg", name);
    for (var k in attrs) e.setAttribute(k, attrs[k]);
    if (text !== undefined) e.textContent = text;
    return e;
  }
  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
  function later(f) { var asked = 0; return function () { if (!asked) asked = requestAnimationFrame(function () { asked = 0; f(); }); }; }

  var statusLine;
  function say(text) {
    if (!statusLine) { statusLine = el("div", { "class": "status", role: "status" }); doc.body.appendChild(statusLine); }
    statusLine.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { statusLine.textContent = ""; }, 2200);
  }
  function copy(text, done, html) {
    var board = navigator.clipboard, rich = html && board && board.write && window.ClipboardItem;
    function plain() { if (board && board.writeText) board.writeText(text).then(function () { say(done); }, function () {}); }
    if (!rich) return plain();
    var types = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
    board.write([new ClipboardItem(types)]).then(function () { say(done); }, plain); // titles keep their italics
  }

  // ---- theme
  (function () {
    var head = doc.querySelector(".site-head");
    if (!head) return;
    var system = matchMedia("(prefers-color-scheme: dark)");
    var button = el("button", { type: "button", "class": "theme-toggle" });
    function isDark() { var t = root.getAttribute("data-theme"); return t ? t === "dark" : system.matches; }
    function show() {
      var dark = isDark(), icon = svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": "1.5", "stroke-linecap": "round" });
      if (dark) {
        icon.appendChild(svg("circle", { cx: 10, cy: 10, r: 3.6 }));
        icon.appendChild(svg("path", { d: "M10 1.6v2.2M10 16.2v2.2M1.6 10h2.2M16.2 10h2.2M4.1 4.1l1.5 1.5M14.4 14.4l1.5 1.5M4.1 15.9l1.5-1.5M14.4 5.6l1.5-1.5" }));
      } else icon.appendChild(svg("path", { d: "M16.8 12.2A7.2 7.2 0 0 1 7.8 3.2a7.2 7.2 0 1 0 9 9z", "stroke-linejoin": "round" }));
      button.textContent = "";
      button.appendChild(icon);
      button.setAttribute("aria-label", dark ? words.light : words.dark);
      button.title = dark ? words.light : words.dark;
    }
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      root.setAttribute("data-theme", next);
      try { localStorage.setItem("recto-theme", next); } catch (e) { /* for this page only */ }
      show();
    });
    if (system.addEventListener) system.addEventListener("change", show);
    head.appendChild(button);
    show();
  })();

  // ---- views
  (function () {
    var choices = all("input[name=view]"), bar = choices.length && choices[0].closest(".views"), article = bar && bar.closest("article");
    if (!article) return;
    function show(view) { root.setAttribute("data-view", view); choices.forEach(function (c) { c.checked = c.value === view; }); }
    /* The first words below the bar that both texts have. */
    function words() {
      var top = bar.getBoundingClientRect().bottom, range = doc.createRange(), node, low, high, middle;
      var block = all(".p, .l, .ab, .head, li, dd, td", article).find(function (b) { var r = b.getBoundingClientRect(); return r.height && r.bottom > top + 8; });
      if (!block || block.getBoundingClientRect().top > innerHeight) return null;
      function over(at) { range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect().top < top; }
      var walk = doc.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      walk.currentNode = block;
      while ((node = walk.nextNode())) {
        if (!node.data.trim() || node.parentElement.closest(".written, .edited") || over(node.length - 1)) continue;
        for (low = 0, high = node.length - 1; low < high;) { middle = low + high >> 1; if (over(middle)) low = middle + 1; else high = middle; }
        while (low < node.length && (over(low), !range.getBoundingClientRect().height)) low++; // a blank between lines has no place
        if (low < node.length) return range;
      }
      return null;
    }
    article.addEventListener("change", function (e) {
      if (e.target.name !== "view") return;
      var range = words(), before = range && range.getBoundingClientRect().top;
      root.style.overflowAnchor = "none";
      show(e.target.value);
      if (range) scrollBy({ top: range.getBoundingClientRect().top - before, behavior: "instant" });
      root.style.overflowAnchor = "";
      try { localStorage.setItem("recto-view", e.target.value); } catch (x) { /* for this page only */ }
      dispatchEvent(new Event("resize")); // notes find their lines again
    });
    show(root.getAttribute("data-view") || "edited");
  })();

  // ---- notes
  (function () {
    var first = doc.querySelector("article .notes"), article = first && first.closest("article");
    if (!article) return;
    var wide = matchMedia("(min-width: 70rem)");
    var pairs = [], byRef = new Map(), byNote = new Map();
    all("a.noteref", article).forEach(function (ref) {
      var note = doc.getElementById((ref.getAttribute("href") || "").split("#")[1] || "");
      if (!note || !note.classList.contains("note") || !article.contains(note)) return;
      byRef.set(ref, note);
      if (!byNote.has(note)) { byNote.set(note, ref); pairs.push({ ref: ref, note: note }); } // a note called twice stands at its first call
    });
    // a note that nothing calls follows the note before it
    var lost = all(".notes .note", article).filter(function (n) { return !byNote.has(n); }).map(function (n) { return { ref: byNote.get(n.previousElementSibling) || pairs.length && pairs[0].ref, note: n }; });
    if (pairs.length) pairs = pairs.concat(lost);

    /* Each note wants to begin on the line of its mark. A note that would touch the one before it is pushed below it; a run
     * of touching notes whose end has been pushed too far is then drawn up as a whole, half of the excess, if there is room. */
    var gap = 14, drift = 140;
    function foot(p) { return p.top + p.tall + gap; }
    function place() {
      var side = wide.matches && pairs.length > 0;
      article.classList.toggle("side-notes", side);
      if (!side) return;
      var origin = article.getBoundingClientRect().top, i, k;
      pairs.forEach(function (p) {
        var r = p.ref.getBoundingClientRect(), rs = getComputedStyle(p.ref), ns = getComputedStyle(p.note), size = parseFloat(ns.fontSize);
        var baseline = r.bottom - r.height * .281 - (parseFloat(rs.top) || 0);
        p.want = baseline - origin - ((parseFloat(ns.lineHeight) - 1.371 * size) / 2 + 1.036 * size);
        p.tall = p.note.offsetHeight;
      });
      pairs.sort(function (a, b) { return a.want - b.want || (a.note.compareDocumentPosition(b.note) & 4 ? -1 : 1); });
      for (i = 0; i < pairs.length; i++) pairs[i].top = Math.max(pairs[i].want, i ? foot(pairs[i - 1]) : 0, 0);
      for (i = 0; i < pairs.length; i++) {
        var from = i, most = 0;
        while (i + 1 < pairs.length && pairs[i + 1].top <= foot(pairs[i])) i++;
        for (k = from; k <= i; k++) most = Math.max(most, pairs[k].top - pairs[k].want);
        var lift = Math.min(Math.max(0, (most - drift) / 2), pairs[from].top - (from ? foot(pairs[from - 1]) : 0));
        for (k = from; k <= i; k++) pairs[k].top -= lift;
      }
      var last = pairs[pairs.length - 1], end = last.top + last.tall;
      if (end > article.offsetHeight + 900) { article.classList.remove("side-notes"); return; } // more notes than text: they stay below it
      pairs.forEach(function (p) { p.note.style.setProperty("--side-note-top", Math.round(p.top) + "px"); });
      article.style.setProperty("--side-notes-end", Math.ceil(end) + "px");
      close(false);
    }

    var placeSoon = later(place);
    place();
    addEventListener("resize", placeSoon);
    addEventListener("load", placeSoon);
    if (doc.fonts) { if (doc.fonts.ready) doc.fonts.ready.then(placeSoon); if (doc.fonts.addEventListener) doc.fonts.addEventListener("loadingdone", placeSoon); }
    all("details", article).forEach(function (d) { d.addEventListener("toggle", placeSoon); });

    // pointing at a mark lights its note, and the other way round
    function light(e, on) {
      var t = e.target.closest && e.target.closest(".noteref, .note");
      if (!t || !article.contains(t)) return;
      var note = byRef.get(t) || t, ref = byRef.has(t) ? t : byNote.get(t);
      if (!article.classList.contains("side-notes")) return;
      note.classList.toggle("is-lit", on);
      if (ref) ref.classList.toggle("is-lit", on);
    }
    ["mouseover", "focusin"].forEach(function (n) { article.addEventListener(n, function (e) { light(e, true); }); });
    ["mouseout", "focusout"].forEach(function (n) { article.addEventListener(n, function (e) { light(e, false); }); });

    function inView(e) { var r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }

    // the pop-up
    var pop = null, opener = null;
    function close(back) {
      if (!pop) return;
      pop.remove(); pop = null;
      opener.removeAttribute("aria-expanded");
      if (back) opener.focus({ preventScroll: true });
      opener = null;
    }
    function open(ref, note) {
      var again = opener === ref;
      close(again);
      if (again) return;
      opener = ref;
      pop = el("div", { "class": "note-pop", role: "dialog", "aria-label": ref.getAttribute("aria-label"), tabindex: "-1" });
      var body = el("div", { "class": "note" });
      Array.prototype.forEach.call(note.childNodes, function (n) { body.appendChild(n.cloneNode(true)); });
      all("[id]", body).forEach(function (n) { n.removeAttribute("id"); });
      pop.appendChild(body);
      var x = el("button", { type: "button", "class": "note-close", "aria-label": words.close }, "×");
      x.addEventListener("click", function () { close(true); });
      pop.appendChild(x);
      article.appendChild(pop);
      pop.style.insetBlockStart = ref.getBoundingClientRect().bottom - article.getBoundingClientRect().top + 12 + "px";
      ref.setAttribute("aria-expanded", "true");
      pop.focus({ preventScroll: true });
      var over = getComputedStyle(pop).position === "fixed" ? ref.getBoundingClientRect().bottom + 24 - pop.getBoundingClientRect().top : pop.getBoundingClientRect().bottom + 16 - innerHeight;
      if (over > 0) scrollBy({ top: over, behavior: "instant" }); // never cover the line it belongs to
    }
    article.addEventListener("click", function (e) {
      if (e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || e.button) return;
      var a = e.target.closest("a.noteref, a.backref");
      if (!a) return;
      var target = byRef.get(a) || doc.getElementById((a.getAttribute("href") || "").split("#")[1] || "");
      if (!target) return;
      if (article.classList.contains("side-notes")) {
        if (!inView(target)) return;
        // already in sight: go there without moving the page under the reader's eyes
        e.preventDefault();
        var y = scrollY;
        location.hash = a.getAttribute("href").split("#")[1];
        scrollTo({ top: y, behavior: "instant" });
        if (byNote.has(target)) { target.setAttribute("tabindex", "-1"); }
        target.focus({ preventScroll: true });
      } else if (byRef.has(a)) { e.preventDefault(); open(a, target); }
    });
    doc.addEventListener("keydown", function (e) {
      if (e.key !== "Escape") return;
      if (pop) close(true);
      else if (article.classList.contains("side-notes")) { // from a note in the margin back to its mark
        var note = doc.activeElement && doc.activeElement.closest(".note"), ref = note && byNote.get(note);
        if (ref) ref.focus();
      }
    });
    doc.addEventListener("pointerdown", function (e) { if (pop && !pop.contains(e.target) && e.target.closest("a.noteref") !== opener) close(false); });
    doc.addEventListener("focusin", function (e) { if (pop && !pop.contains(e.target) && e.target !== opener) close(false); });
  })();

  // ---- addresses
  doc.addEventListener("click", function (e) {
    var n = e.target.closest && e.target.closest("a.pnum");
    if (n && !e.metaKey && !e.ctrlKey && !e.shiftKey) copy(n.href, words.addressCopied);
  });
  addEventListener("beforeprint", function () {
    all(".address-line").forEach(function (p) { if (!p.textContent.trim() && /^https?:/.test(location.protocol)) p.textContent = location.href.split("#")[0]; });
  });

  // ---- search
  all(".search-box").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var q = form.querySelector("[name=q]").value.trim();
      location.href = form.getAttribute("action") + (q ? "#" + new URLSearchParams({ q: q }) : "");
    });
  });

  // ---- keys: none where there is no foot to hold the help, for there they can be turned off (WCAG 2.1.4)
  (function () {
    var foot = doc.querySelector(".site-foot-inner"), help = null, on = true;
    if (!foot || !window.HTMLDialogElement) return;
    try { on = localStorage.getItem("recto-keys") !== "off"; } catch (e) { /* on, then */ }
    var box = doc.querySelector(".search-page [name=q], .search-box [name=q]"), page = doc.querySelector(".letters.is-wide [aria-current=page]");
    function beside(rel, side) {
      return doc.querySelector("main a[rel~=" + rel + "]") || doc.querySelector(".neighbours ." + side + " a") || page && page[rel === "next" ? "nextElementSibling" : "previousElementSibling"];
    }
    var next = beside("next", "next"), previous = beside("prev", "prev");
    var opener = el("button", { type: "button", "class": "quiet keys-open", "aria-haspopup": "dialog" }, words.keys);
    // key, what it does, and to what
    var keys = [["/", words.keySearch, box], ["j", words.keyNext, next], ["k", words.keyPrevious, previous], ["?", words.keyHelp, opener]];
    function announce() { keys.forEach(function (k) { if (k[2]) { if (on) k[2].setAttribute("aria-keyshortcuts", k[0]); else k[2].removeAttribute("aria-keyshortcuts"); } }); }
    function make() {
      help = el("dialog", { "class": "keys-help", "aria-labelledby": "keys-title" });
      var form = el("form", { method: "dialog" }), list = el("dl"), choice = el("input", { type: "checkbox" }), label = el("label");
      form.appendChild(el("h2", { id: "keys-title" }, words.keys));
      keys.forEach(function (k) {
        if (k[0] === "/" && !box) return;
        var key = el("dt"), row = el("div");
        key.appendChild(el("kbd", {}, k[0]));
        row.appendChild(key);
        row.appendChild(el("dd", {}, k[1]));
        list.appendChild(row);
      });
      choice.addEventListener("change", function () {
        on = choice.checked;
        try { if (on) localStorage.removeItem("recto-keys"); else localStorage.setItem("recto-keys", "off"); } catch (e) { /* for this page only */ }
        announce();
      });
      label.appendChild(choice);
      label.appendChild(doc.createTextNode(words.keysOn));
      [list, label, el("button", {}, words.keysClose)].forEach(function (e) { form.appendChild(e); });
      help.appendChild(form);
      help.addEventListener("click", function (e) { if (e.target === help) help.close(); }); // beside it
      doc.body.appendChild(help);
    }
    function open() {
      if (!help) make();
      help.querySelector("input").checked = on;
      help.showModal();
    }
    opener.addEventListener("click", open);
    var line = el("p", { "class": "no-print" });
    line.appendChild(opener);
    foot.appendChild(line);
    announce();
    doc.addEventListener("keydown", function (e) {
      if (!on || e.defaultPrevented || e.repeat || e.isComposing || e.ctrlKey || e.altKey || e.metaKey) return;
      if (e.target.closest && e.target.closest("input, select, textarea, [contenteditable], dialog, [role=dialog]")) return;
      // a letter of another script: the same key of the board
      var key = e.key > "~" && /^Key[JK]$/.test(e.code) ? e.code.charAt(3) : e.key;
      if (!e.shiftKey) key = key.toLowerCase();
      var chosen = keys.find(function (k) { return k[0] === key; }), what = chosen && chosen[2];
      if (!what) return;
      e.preventDefault();
      if (what === opener) open();
      else if (what === box) { box.focus(); box.select(); }
      else what.click();
    });
  })();

  // ---- citations: copying, the reader's day, the paragraph or note that is cited
  (function () {
    var box = doc.querySelector(".cite-this"), article = box && box.closest("article");
    if (!article) return;
    var now = new Date(), day = now.getDate(), year = now.getFullYear();
    var months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    var month = months[now.getMonth()], short = month.length < 5 ? month : month.slice(0, month === "September" ? 4 : 3) + ".";
    all(".accessed", box).forEach(function (e) {
      e.textContent = e.getAttribute("data-form") === "mla" ? day + " " + short + " " + year : month + " " + day + ", " + year;
    });
    var isWeb = /^https?:/.test(location.protocol), addresses = all(".address", box);
    var bases = addresses.map(function (e) { return e.textContent || (isWeb ? location.href.split("#")[0] : ""); });
    if (isWeb) all(".online", box).forEach(function (e) { e.hidden = false; });
    var place = box.querySelector(".cite-place"), hint = place && place.textContent;
    function show() {
      var id = location.hash.slice(1), target;
      try { target = id && doc.getElementById(decodeURIComponent(id)); } catch (e) { /* no address of ours */ }
      var is = !target || !article.contains(target) ? "" : target.matches(".note") ? "citesNote" : target.matches(".p, .ab, .l, li") ? "citesParagraph" : target.matches(".attachment") ? "citesEnclosure" : "";
      addresses.forEach(function (e, i) { if (bases[i]) e.textContent = bases[i] + (is ? "#" + id : ""); });
      if (!place || !bases.some(Boolean)) return;
      place.textContent = is ? words[is] + " " : hint;
      if (!is) return;
      place.appendChild(el("a", { href: "#" + article.id }, words.citesAll));
    }
    addEventListener("hashchange", show);
    show();
    if (navigator.clipboard) all("dd", box).forEach(function (dd) {
      var dt = dd.previousElementSibling;
      if (!dt || dt.tagName !== "DT") return;
      var b = el("button", { type: "button", "aria-label": words.copy + ": " + dt.textContent.trim() }, words.copy);
      b.addEventListener("click", function () {
        var shown = dd.cloneNode(true);
        all("[hidden]", shown).forEach(function (e) { e.remove(); });
        all("span", shown).forEach(function (e) { e.replaceWith(e.textContent); });
        copy(shown.textContent.replace(/\s+/g, " ").trim(), words.copied, shown.innerHTML);
      });
      dt.appendChild(b);
    });
  })();
})();
