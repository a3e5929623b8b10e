// The arrow keys go to the previous and next chapter, in the reading direction of the page.
import { hasModifier } from "../modifier_keys.js";

const INPUTS = "input, textarea, select, [contenteditable]";

/** @param {KeyboardEvent} event */
export function start(event) {
  if (hasModifier(event)) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(INPUTS) || isScrollable(target)) return;
  const isForward = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl");
  const direction = isForward ? "next" : "prev";
  document.querySelector(`main a[rel=${direction}]:not([data-list-link])`)?.click();
}

/**
 * The same keys scroll a wide table.
 * @param {Element | null} target
 */
function isScrollable(target) {
  for (let element = target; element && element !== document.documentElement; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== "visible") return true;
  }
  return false;
}
