/* Runs in the head, before anything is painted: the reader's choice of light or dark, and of the edited text or
 * the text as written, if they were made. Until the page is read and its scripts have run, it is `arranging`: what
 * they will move is not shown yet. Nothing else. */
(function () {
  var root = document.documentElement;
  root.classList.add("js", "arranging");
  document.addEventListener("DOMContentLoaded", function () { root.classList.remove("arranging"); });
  try {
    var choice = localStorage.getItem("recto-theme");
    if (choice === "light" || choice === "dark") root.setAttribute("data-theme", choice);
    if (localStorage.getItem("recto-view") === "written") root.setAttribute("data-view", "written");
  } catch (e) { /* storage may be closed to us: the system's choice stands */ }
})();
