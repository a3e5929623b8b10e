// The arrow keys turn the page, in the direction that the page is read in.
const WRITING = "input, textarea, select, [contenteditable]";

export function start(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.(WRITING) || isScrollable(event.target)) return;
  const isForward = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl");
  document.querySelector(isForward ? "main a[rel=next]:not([data-part])" : "main a[rel=prev]:not([data-part])")?.click();
}

// A wide table is moved with the same keys.
function isScrollable(element) {
  for (let each = element; each && each !== document.documentElement; each = each.parentElement) {
    if (each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX !== "visible") return true;
  }
  return false;
}
