// The reading position in a chapter: shown as a line at the top edge, and stored in the browser so
// that the story's page can link back to the paragraph.
import { dataOf, find } from "../elements.js";
import { readPositions, storePosition } from "./stored_positions.js";

const STORE_INTERVAL = 500;

export function start() {
  const body = find(document, "[data-story]");
  const story = dataOf(body, "story");
  const chapter = dataOf(body, "chapter");
  const paragraphs = [...body.children];
  let isStoreScheduled = false;

  // On a slow connection the reader may have scrolled by now.
  if (location.hash === "#position" && !scrollY) scrollToStored();
  document.addEventListener("scroll", update, { passive: true });
  document.addEventListener("visibilitychange", store);
  update();

  function update() {
    showProgress(body);
    if (isStoreScheduled) return;
    isStoreScheduled = true;
    setTimeout(() => {
      isStoreScheduled = false;
      store();
    }, STORE_INTERVAL);
  }

  function store() {
    const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const current = paragraphs.findIndex((paragraph) => paragraph.getBoundingClientRect().bottom > top);
    // None: the reader is below the text, in the comments.
    const paragraph = current < 0 ? Math.max(0, paragraphs.length - 1) : current;
    const url = location.pathname + location.search;
    storePosition(story, { chapter, url, label: body.dataset.label, paragraph });
  }

  function scrollToStored() {
    const position = readPositions()[story];
    if (position?.chapter !== chapter) return;
    const paragraph = paragraphs[Math.min(position.paragraph, paragraphs.length - 1)];
    paragraph?.scrollIntoView({ behavior: "instant" });
  }
}

/**
 * Shows how much of the chapter was read, in browsers without scroll-driven animations.
 * @param {HTMLElement} body
 */
function showProgress(body) {
  if (CSS.supports("timeline-scope: --chapter")) return;
  const { top, height } = body.getBoundingClientRect();
  const progress = -top / Math.max(1, height - innerHeight);
  document.documentElement.style.setProperty("--reading-progress", String(Math.min(1, Math.max(0, progress))));
}
