/* recto: who a name means and what a reference leads to, shown beside the words.
 *
 * Everything it shows stands on the page already: in .named-here (who and what is named) and in .cites (what is cited). A link
 * of the text with the same address shows it when it is pointed at or focused, and on a first tap; Escape or moving on closes it.
 */
(function () {
  "use strict";
  var doc = document, article = doc.querySelector("main article");
  if (!article) return;
  var cards = new Map();
  function all(selector) { return Array.prototype.slice.call(article.querySelectorAll(selector)); }
  all(".named-here .who").forEach(function (who) {
    var a = who.querySelector("a");
    if (a) cards.set(a.getAttribute("href"), Array.prototype.slice.call(who.children));
  });
  all(".cites li").forEach(function (li) {
    var a = li.querySelector("a"), card = li.querySelector("template");
    if (a && card) cards.set(a.getAttribute("href"), Array.prototype.slice.call(card.content.children));
  });
  if (!cards.size) return;

  var card = null, owner = null, timer = 0, touch = false;
  function asked(e) {
    var a = e.target.closest && e.target.closest("a[href]");
    return a && a.closest(".text, .notes, .apparatus") && cards.has(a.getAttribute("href")) ? a : null;
  }
  function close() {
    clearTimeout(timer);
    if (!card) return;
    card.remove();
    owner.removeAttribute("aria-describedby");
    card = owner = null;
  }
  function open(a) {
    if (owner === a) return;
    close();
    owner = a;
    card = doc.createElement("div");
    card.className = "peek";
    card.id = "peek";
    card.setAttribute("role", "tooltip");
    cards.get(a.getAttribute("href")).forEach(function (part) {
      var line = doc.createElement("div");
      line.className = part.className || part.tagName.toLowerCase();
      Array.prototype.forEach.call(part.childNodes, function (n) { line.appendChild(n.cloneNode(true)); });
      card.appendChild(line);
    });
    Array.prototype.forEach.call(card.querySelectorAll("a"), function (link) { link.tabIndex = -1; }); // the words are a link already
    doc.body.appendChild(card);
    a.setAttribute("aria-describedby", "peek");
    var lines = a.getClientRects(), at = lines[0], last = lines[lines.length - 1];
    var wide = card.offsetWidth, tall = card.offsetHeight, room = doc.documentElement.clientWidth;
    var left = Math.max(8, Math.min(at.left, room - wide - 8));
    var top = last.bottom + tall + 12 <= innerHeight || at.top < tall + 12 ? last.bottom + 6 : at.top - tall - 6;
    card.style.setProperty("left", Math.round(left + scrollX) + "px");
    card.style.setProperty("top", Math.round(top + scrollY) + "px");
  }
  function soon(f, wait) { clearTimeout(timer); timer = setTimeout(f, wait); }

  doc.addEventListener("pointerdown", function (e) { touch = e.pointerType === "touch"; if (card && !card.contains(e.target) && asked(e) !== owner) close(); }, true);
  article.addEventListener("mouseover", function (e) { var a = asked(e); if (a && !touch) soon(function () { open(a); }, owner ? 120 : 350); });
  doc.addEventListener("mouseout", function (e) {
    if (touch || e.relatedTarget && card && card.contains(e.relatedTarget)) return;
    if (asked(e) || card && card.contains(e.target)) soon(close, 220);
  });
  doc.addEventListener("mouseover", function (e) { if (card && (card.contains(e.target) || owner.contains(e.target))) clearTimeout(timer); });
  article.addEventListener("focusin", function (e) { var a = asked(e); if (a && a.matches(":focus-visible")) open(a); });
  article.addEventListener("focusout", function (e) { if (e.target === owner && !touch) close(); });
  article.addEventListener("click", function (e) {
    var a = asked(e);
    if (!a || !touch || owner === a) return;
    e.preventDefault(); // the first tap tells, the second goes
    open(a);
  });
  doc.addEventListener("keydown", function (e) { if (e.key === "Escape" && card) close(); });
  addEventListener("resize", close);
})();
