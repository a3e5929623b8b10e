// The reading position in a chapter: shown as a line at the top edge, and stored in the browser so
// that the story's page can link back to the paragraph.
const MAX_STORIES = 200;
const STORE_INTERVAL = 500;
const body = document.querySelector("[data-story]");
const paragraphs = [...body.children];
let isStoreScheduled = false;

export function start() {
  if (location.hash === "#position") scrollToStored();
  document.addEventListener("scroll", update, { passive: true });
  document.addEventListener("visibilitychange", store);
  update();
}

function update() {
  showProgress();
  if (isStoreScheduled) return;
  isStoreScheduled = true;
  setTimeout(() => {
    isStoreScheduled = false;
    store();
  }, STORE_INTERVAL);
}

// For browsers without scroll-driven animations.
function showProgress() {
  if (CSS.supports("animation-timeline: scroll()")) return;
  const page = document.documentElement;
  const progress = scrollY / Math.max(1, page.scrollHeight - innerHeight);
  page.style.setProperty("--reading-progress", Math.min(1, progress));
}

const currentParagraph = () =>
  Math.max(
    0,
    paragraphs.findIndex((paragraph) => paragraph.getBoundingClientRect().bottom > 0),
  );

/** Maps the slug of a story to {chapter, label, paragraph, storedAt}. */
function storedPositions() {
  try {
    return JSON.parse(localStorage.getItem("serial.positions")) ?? {};
  } catch {
    return {};
  }
}

function store() {
  const { story, label } = body.dataset;
  const chapter = location.pathname + location.search;
  const position = { chapter, label, paragraph: currentParagraph(), storedAt: Date.now() };
  const newest = Object.entries({ ...storedPositions(), [story]: position })
    .sort(([, a], [, b]) => b.storedAt - a.storedAt)
    .slice(0, MAX_STORIES);
  try {
    localStorage.setItem("serial.positions", JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Storage may be blocked.
  }
}

function scrollToStored() {
  const position = storedPositions()[body.dataset.story];
  if (position?.chapter.split("?")[0] !== location.pathname) return;
  const paragraph = paragraphs[Math.min(position.paragraph, paragraphs.length - 1)];
  paragraph?.scrollIntoView({ behavior: "instant" });
}
