// Places in a text that may have changed since the server looked at it.

/**
 * The offset of a passage at `start`, or where it stands nearest to it with as much as possible of
 * the text around it; `start` if the passage is gone.
 * @param {string} value
 * @param {string} before
 * @param {string} passage
 * @param {string} after
 * @param {number} start
 */
export function placeNear(value, before, passage, after, start) {
  for (const [left, right] of [
    [before, after],
    [before, ""],
    ["", after],
    ["", ""],
  ]) {
    const offset = nearest(value, left + passage + right, start - left.length);
    if (offset >= 0) return offset + left.length;
  }
  return Math.min(start, value.length);
}

/**
 * @param {string} value
 * @param {string} text
 * @param {number} start
 */
function nearest(value, text, start) {
  const before = value.lastIndexOf(text, start);
  const after = value.indexOf(text, Math.max(0, start));
  if (before < 0 || after < 0) return Math.max(before, after);
  return start - before < after - start ? before : after;
}

/**
 * The text with a blank line between all lines, as serial/markup/checking/line_paragraphs.py does.
 * @param {string} value
 */
export const separateLines = (value) =>
  value
    .trim()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n\n");
