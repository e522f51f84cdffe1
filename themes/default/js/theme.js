/* Runs in the head, before anything is painted: the reader's choice of light or dark, and of the edited text or
 * the text as written, if they were made. Until the page is read and its scripts have run, it is `arranging`: what
 * they will move is not shown yet. The fonts of every page are sent for at once: found in the style sheet, they come
 * too late to be shown (`font-display: optional`). From a disk browsers forbid that. Nothing else. */
(function () {
  var root = document.documentElement;
  root.classList.add("js", "arranging");
  document.addEventListener("DOMContentLoaded", function () { root.classList.remove("arranging"); });
  if (/^http/.test(location.protocol) && document.currentScript) {
    ["source-serif-4-latin-wght-normal", "source-sans-3-latin-wght-normal"].forEach(function (name) {
      var link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous" });
      link.href = new URL("../fonts/" + name + ".woff2", document.currentScript.src);
      document.head.appendChild(link);
    });
  }
  try {
    var choice = localStorage.getItem("recto-theme");
    if (choice === "light" || choice === "dark") root.setAttribute("data-theme", choice);
    if (localStorage.getItem("recto-view") === "written") root.setAttribute("data-view", "written");
  } catch (e) { /* storage may be closed to us: the system's choice stands */ }
})();
