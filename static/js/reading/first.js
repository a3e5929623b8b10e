// Runs before the first paint, so that a page never shows in a theme that its reader left. All
// else is fetched when somebody does what it is for: opening a page costs one small script.
(() => {
  const page = document.documentElement;
  const files = document.currentScript.dataset;
  page.dataset.scripted = "";
  if (!("member" in page.dataset)) {
    try {
      Object.assign(page.dataset, JSON.parse(localStorage.getItem("serial.reading")));
    } catch {
      // A browser may refuse to keep anything; the page is then as usual.
    }
  }

  const start = (name, event) => import(files[name]).then((module) => module.start(event));
  const once = { once: true, passive: true };

  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") start("keys", event);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-reading-panel]");
    panel?.addEventListener("toggle", () => start("panel"), once);
    if (document.querySelector("[data-continue]")) start("continuing");
    if (!document.querySelector("[data-story]")) return;
    if (location.hash === "#place") start("place");
    else document.addEventListener("scroll", () => start("place"), once);
  });
})();
