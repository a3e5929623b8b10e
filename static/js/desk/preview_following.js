// The preview beside the text follows the cursor, and the page while it is scrolled.
import { whenIdle } from "./idle.js";
import { alignedScrollTop } from "./preview_alignment.js";
import { elementAt, lettersOf } from "./preview_places.js";

// After the last move of the cursor: little of this is done between two keys.
const DELAY = 200;
const MAX_DELAY = 400;
// A page that scrolls so soon after the cursor moved was scrolled for the cursor.
const CURSOR_SCROLL_MS = 400;

/**
 * Returns two functions. The one is called after the preview has changed, with the elements whose
 * content was replaced; the other shows the cursor's place in a preview that is in the text's place.
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} pane
 * @param {HTMLElement} scroller
 */
export function followCursor(area, pane, scroller) {
  /** @type {WeakMap<Element, string>} */
  const letters = new WeakMap();
  let timer = 0;
  let movedAt = 0;
  const isVisible = () => scroller.getClientRects().length > 0;
  const hasFocus = () => document.activeElement === area;

  /** @param {Element} element */
  function lettersIn(element) {
    const known = letters.get(element);
    const text = known ?? lettersOf(element.textContent ?? "");
    if (known === undefined) letters.set(element, text);
    return text;
  }

  function elementAtCursor() {
    const elements = [...pane.children];
    return elements[elementAt(area.value, area.selectionStart, elements.map(lettersIn))];
  }

  function align() {
    if (!isVisible() || !hasFocus()) return;
    const element = elementAtCursor();
    if (!element) return;
    const view = scroller.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    if (top >= view.top && bottom <= view.bottom) return;
    scroller.scrollTop += top - view.top - view.height / 3;
  }

  const onMove = () => {
    if (!hasFocus()) return;
    movedAt = performance.now();
    clearTimeout(timer);
    timer = window.setTimeout(() => whenIdle(align, MAX_DELAY - DELAY), DELAY);
  };
  document.addEventListener("selectionchange", onMove);
  for (const name of ["focus", "click", "keyup"]) area.addEventListener(name, onMove);
  if (area.name === "body")
    startPageScroll(area, scroller, () => isVisible() && performance.now() - movedAt > CURSOR_SCROLL_MS);
  return {
    follow: (/** @type {Element[]} */ changed) => {
      for (const element of changed) letters.delete(element);
      onMove();
    },
    showPlace: () => elementAtCursor()?.scrollIntoView({ block: "center" }),
  };
}

/**
 * @param {HTMLTextAreaElement} area as high as its text
 * @param {HTMLElement} scroller
 * @param {() => boolean} isScrolledByHand
 */
function startPageScroll(area, scroller, isScrolledByHand) {
  let frame = 0;
  const sync = () => {
    if (!isScrolledByHand()) return;
    const { top, height } = area.getBoundingClientRect();
    const hidden = scroller.getBoundingClientRect().top - top;
    const text = { scrollTop: Math.max(0, hidden), scrollHeight: height, clientHeight: scroller.clientHeight };
    scroller.scrollTop = alignedScrollTop(text, scroller);
  };
  addEventListener(
    "scroll",
    () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(sync);
    },
    { passive: true },
  );
}
