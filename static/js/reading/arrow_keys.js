// The arrow keys go to the previous and next chapter, in the reading direction of the page.
const INPUTS = "input, textarea, select, [contenteditable]";

export function start(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.(INPUTS) || isScrollable(event.target)) return;
  const isForward = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl");
  const direction = isForward ? "next" : "prev";
  document.querySelector(`main a[rel=${direction}]:not([data-list-link])`)?.click();
}

// The same keys scroll a wide table.
function isScrollable(target) {
  for (let element = target; element && element !== document.documentElement; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== "visible") return true;
  }
  return false;
}
