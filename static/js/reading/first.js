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

  // On a page for writing at once; under a chapter when they come near, after the first view.
  function awaitComments(comments) {
    const form = document.querySelector("[data-comment-form]");
    form?.addEventListener("focusin", () => start("comments"), once);
    if (!comments) return form && start("comments");
    const isAskedFor = () => /^#c(omments|\d+)$/.test(location.hash) && start("comments");
    addEventListener("hashchange", isAskedFor);
    isAskedFor();
    const near = (rootMargin) =>
      new IntersectionObserver(([seen], observer) => {
        if (!seen.isIntersecting) return;
        observer.disconnect();
        start("comments");
      }, { rootMargin }).observe(comments);
    addEventListener("load", () => near("0px"), once);
    addEventListener("scroll", () => near("800px"), once);
    awaitPassages(document.querySelector("[data-body]"));
  }

  function awaitPassages(body) {
    const begin = (event) => start("passages", event);
    body.addEventListener("pointerover", begin, once);
    body.addEventListener("focusin", begin, once);
    document.addEventListener("selectionchange", function look() {
      if (getSelection().isCollapsed) return;
      document.removeEventListener("selectionchange", look);
      begin();
    });
    body.addEventListener("click", (event) => {
      const mark = event.target.closest("a.comment-marker");
      if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      begin(event).catch(() => location.assign(mark.href));
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") start("keys", event);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-reading-panel]");
    panel?.addEventListener("toggle", () => start("panel"), once);
    if (document.querySelector("[data-continue]")) start("continuing");
    awaitComments(document.querySelector("main [data-comments]"));
    if (!document.querySelector("[data-story]")) return;
    if (location.hash === "#place") start("place");
    else document.addEventListener("scroll", () => start("place"), once);
  });
})();
