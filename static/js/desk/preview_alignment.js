// Aligns the preview with the text: which of its elements changed, and how far it is scrolled.

/**
 * The part that differs between two lists: from `start` up to `oldEnd` in the old list, and up to
 * `newEnd` in the new one. What is before and after it is equal in both.
 * @template T
 * @param {T[]} oldItems
 * @param {T[]} newItems
 * @param {(oldItem: T, newItem: T) => boolean} isEqual
 */
export function changedRange(oldItems, newItems, isEqual) {
  const shorter = Math.min(oldItems.length, newItems.length);
  let start = 0;
  while (start < shorter && isEqual(oldItems[start], newItems[start])) start++;
  let oldEnd = oldItems.length;
  let newEnd = newItems.length;
  while (oldEnd > start && newEnd > start && isEqual(oldItems[oldEnd - 1], newItems[newEnd - 1])) {
    oldEnd--;
    newEnd--;
  }
  return { start, oldEnd, newEnd };
}

/** @typedef {{scrollTop: number, scrollHeight: number, clientHeight: number}} Scrolled */

/**
 * The scroll position of the preview that shows the same part of the chapter as the text does.
 * @param {Scrolled} text
 * @param {Scrolled} preview
 */
export function alignedScrollTop(text, preview) {
  const maxScroll = text.scrollHeight - text.clientHeight;
  if (maxScroll <= 0) return preview.scrollTop;
  return (text.scrollTop / maxScroll) * (preview.scrollHeight - preview.clientHeight);
}
