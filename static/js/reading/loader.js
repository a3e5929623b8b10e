// Runs before the first paint, so that a page never flashes in another theme. It loads every other
// script when it is needed: opening a page costs one small script.
(() => {
  const page = document.documentElement;
  const { dataset: scripts, src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  page.dataset.scripted = "";
  if (!("member" in page.dataset)) {
    try {
      Object.assign(page.dataset, JSON.parse(localStorage.getItem("serial.reading") ?? "null"));
    } catch {
      // Storage may be blocked; the page then has the default settings.
    }
  }
  try {
    // The home page leaves room for as many stories to continue: see pages/home.css.
    const begun = Object.keys(JSON.parse(localStorage.getItem("serial.positions") ?? "{}")).length;
    if (begun) page.dataset.begun = String(Math.min(begun, 3));
  } catch {
    // Nothing was begun.
  }

  // The browser's own bars take the colour of the chosen theme.
  function colourBars() {
    const { backgroundColor } = getComputedStyle(page);
    for (const meta of document.querySelectorAll("meta[name=theme-color]"))
      meta.setAttribute("content", backgroundColor);
  }
  new MutationObserver(colourBars).observe(page, { attributeFilter: ["data-theme"] });
  if (page.dataset.theme) addEventListener("load", colourBars, { once: true });

  /** @type {(name: string, event?: Event) => Promise<unknown>} */
  const start = (name, event) => import(scripts[name] ?? "").then((module) => module.start(event));
  const once = { once: true, passive: true };

  // On a first visit after the first paint, which would come later. Then cached, as this script.
  /** @param {string} name */
  function startWhenPainted(name) {
    const [self] = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(src));
    if (!self?.transferSize) return start(name);
    new PerformanceObserver((_entries, observer) => {
      observer.disconnect();
      start(name);
    }).observe({ type: "paint", buffered: true });
  }

  // On the page for writing a comment: at once. Under a chapter: when the reader comes near them,
  // after the first view.
  /** @param {Element | null} comments */
  function startCommentsWhenNear(comments) {
    const form = document.querySelector("[data-comment-form]");
    form?.addEventListener("focusin", () => start("comments"), once);
    if (!comments) return form && start("comments");
    const startIfLinked = (/** @type {Event | undefined} */ event) =>
      /^#c(omments|\d+)$/.test(location.hash) && start("comments", event);
    addEventListener("hashchange", startIfLinked);
    startIfLinked(undefined);
    const startWithin = (/** @type {string} */ rootMargin) =>
      new IntersectionObserver(
        ([entry], observer) => {
          if (!entry.isIntersecting) return;
          observer.disconnect();
          start("comments");
        },
        { rootMargin },
      ).observe(comments);
    addEventListener("load", () => startWithin("0px"), once);
    addEventListener("scroll", () => startWithin("800px"), once);
    startParagraphCommentsWhenUsed(document.querySelector("[data-body]"));
  }

  /** @param {HTMLElement | null} body */
  function startParagraphCommentsWhenUsed(body) {
    if (!body) return;
    const startWith = (/** @type {Event | undefined} */ event) => start("paragraphComments", event);
    if (location.hash.startsWith("#paragraph-")) startWith(undefined);
    body.addEventListener("pointerover", startWith, once);
    body.addEventListener("focusin", startWith, once);
    document.addEventListener("selectionchange", function onSelect() {
      if (getSelection()?.isCollapsed !== false) return;
      document.removeEventListener("selectionchange", onSelect);
      startWith(undefined);
    });
    body.addEventListener("click", (event) => {
      const marker = /** @type {HTMLAnchorElement | null} */ (
        /** @type {Element} */ (event.target).closest("a.comment-marker")
      );
      // As opensNewTab() of modifier_keys.js: this script cannot import, and has to decide at once.
      if (!marker || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      startWith(event).catch(() => location.assign(marker.href));
    });
  }

  /** @param {Element | null} browse */
  function startFiltersWhenUsed(browse) {
    browse?.addEventListener("focusin", () => import(scripts.filters ?? ""), once);
    for (const type of ["change", "click", "submit"])
      browse?.addEventListener(type, (event) => {
        if (type === "click" && !(/** @type {Element} */ (event.target).closest("[data-show-list]"))) return;
        event.preventDefault();
        start("filters", event).catch(() => browse.querySelector("form")?.submit());
      });
  }

  // Signing in or up leads back to this place: the comment that was begun, or the passage.
  document.addEventListener("click", ({ target }) => {
    const link = /** @type {Element} */ (target).closest("a[data-leads-back]");
    if (!(link instanceof HTMLAnchorElement) || !link.search) return;
    const texts = /** @type {NodeListOf<HTMLTextAreaElement>} */ (
      document.querySelectorAll("main [data-comments-url] textarea")
    );
    const isInComments = link.closest("[data-comments-url]") || [...texts].some((text) => text.value);
    const chapterHash = document.querySelector("[data-story]") && "#position";
    const { pathname, search, hash } = location;
    // A reply, or the panel of a paragraph, has a place of its own.
    const place = /** @type {HTMLElement | null} */ (link.closest("[data-place]"))?.dataset.place;
    const next = pathname + search + (place ?? (isInComments ? "#comments" : chapterHash || hash));
    link.search = `?${new URLSearchParams({ next })}`;
  });
  // Menus close when the reader turns to something else.
  /** @param {EventTarget | null} [target] */
  function closeMenus(target) {
    for (const menu of document.querySelectorAll("details.drop[open]"))
      if (!menu.contains(/** @type {Node | null} */ (target ?? null))) menu.removeAttribute("open");
  }
  document.addEventListener("click", ({ target }) => closeMenus(target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus();
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") start("arrowKeys", event);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-reading-panel]");
    panel?.addEventListener("toggle", () => start("panel"), once);
    if (page.dataset.begun) {
      if (document.querySelector("[data-continue]")) start("continueReading");
      if (document.querySelector("[data-continue-list]")) start("begunStories");
    }
    if (document.querySelector("[data-days]")) startWhenPainted("dayNames");
    startFiltersWhenUsed(document.querySelector("[data-browse]"));
    if (document.querySelector("time[data-age]")) startWhenPainted("ages");
    if (document.querySelector(".text :is(table, pre)")) start("scrollers");
    if ("lacksTimeZone" in page.dataset) start("timeZone");
    if (document.querySelector("[data-reading-bar]")) {
      document.addEventListener("scroll", () => start("bar"), once);
    }
    startCommentsWhenNear(document.querySelector("main [data-comments-url]"));
    if (!document.querySelector("[data-story]")) return;
    if (location.hash === "#position") start("readingPosition");
    else document.addEventListener("scroll", () => start("readingPosition"), once);
  });
})();
