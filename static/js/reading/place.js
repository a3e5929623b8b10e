// Where the reader is in the chapter: shown as a line at the top edge, and kept in the browser so
// that the story's page can lead back to the paragraph.
const MOST_STORIES = 200;
const body = document.querySelector("[data-story]");
const blocks = [...body.children];
let waiting = false;

export function start() {
  if (location.hash === "#place") goBack();
  document.addEventListener("scroll", whenQuiet, { passive: true });
  document.addEventListener("visibilitychange", keep);
  whenQuiet();
}

function whenQuiet() {
  show();
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    keep();
  }, 500);
}

// For browsers that cannot tie an animation to scrolling.
function show() {
  if (CSS.supports("animation-timeline: scroll()")) return;
  const page = document.documentElement;
  const share = scrollY / Math.max(1, page.scrollHeight - innerHeight);
  page.style.setProperty("--reading-progress", Math.min(1, share));
}

const current = () => Math.max(0, blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0));

function places() {
  try {
    return JSON.parse(localStorage.getItem("serial.places")) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  const { story, label } = body.dataset;
  const kept = { ...places(), [story]: { chapter: location.pathname + location.search, label, block: current(), at: Date.now() } };
  const newest = Object.entries(kept).sort(([, a], [, b]) => b.at - a.at).slice(0, MOST_STORIES);
  try {
    localStorage.setItem("serial.places", JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // A browser may refuse to keep anything.
  }
}

function goBack() {
  const place = places()[body.dataset.story];
  if (place?.chapter.split("?")[0] !== location.pathname) return;
  blocks[Math.min(place.block, blocks.length - 1)]?.scrollIntoView({ behavior: "instant" });
}
