// Served by `recto serve` only; the site itself never holds it.
(() => {
  const { events, build } = document.currentScript.dataset;
  const source = new EventSource(events);
  let banner = null;
  source.addEventListener("build", (event) => {
    if (event.data !== build) location.reload();
    else if (banner) banner = void banner.remove();
  });
  source.addEventListener("problem", (event) => {
    if (!banner) {
      banner = document.createElement("div");
      banner.setAttribute("role", "alert");
      Object.assign(banner.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: "2147483647", maxHeight: "40vh",
        overflow: "auto", padding: "0.75rem 1rem", background: "#7a1212", color: "#fff",
        font: "14px/1.5 monospace", whiteSpace: "pre-wrap",
      });
      document.body.append(banner);
    }
    banner.textContent = event.data;
  });
})();
