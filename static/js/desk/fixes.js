// The one right fix of a finding of "Check these", as the server sends it.

/**
 * The offset of what is replaced, its words, and the new words. In the order of the text.
 * @typedef {[number, string, string]} FixEdit
 */

/**
 * The edits as one replacement, or null if the text no longer has these words.
 * @param {string} value
 * @param {FixEdit[]} edits
 * @param {number} shift how far the place has moved since the server saw it
 */
export function joinEdits(value, edits, shift) {
  const start = (edits[0]?.[0] ?? 0) + shift;
  let position = start;
  let text = "";
  for (const [offset, before, after] of edits) {
    if (!value.startsWith(before, offset + shift) || offset + shift < position) return null;
    text += value.slice(position, offset + shift) + after;
    position = offset + shift + before.length;
  }
  return edits.length ? { start, end: position, text } : null;
}
