// Which element of the preview shows the paragraph that the cursor is in.

const NOT_LETTERS = /[^\p{L}\p{N}]+/gu;
// Enough to tell paragraphs apart; what a paragraph begins with may be typed only in part.
const NEEDLE_LENGTH = 40;

/** @param {string} text */
export const lettersOf = (text) => text.toLowerCase().replace(NOT_LETTERS, "");

/**
 * The index of the element for an offset in the source, or -1 if there are none.
 * @param {string} source
 * @param {number} offset
 * @param {string[]} elements the letters of each element
 */
export function elementAt(source, offset, elements) {
  if (!elements.length) return -1;
  const share = offset / Math.max(1, source.length);
  const total = elements.reduce((sum, letters) => sum + letters.length, 0);
  const needle = lettersOf(paragraphAt(source, offset)).slice(0, NEEDLE_LENGTH);
  let best = elements.length - 1;
  let bestDistance = Number.POSITIVE_INFINITY;
  let before = 0;
  for (const [index, letters] of elements.entries()) {
    // Where the words are found, else where as much of the text is over.
    const isFound = needle !== "" && letters.includes(needle);
    const middle = (before + letters.length / 2) / Math.max(1, total);
    const distance = Math.abs(middle - share) + (isFound ? 0 : 1);
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
    before += letters.length;
  }
  return best;
}

/**
 * The line with the cursor; on an empty one, the last line before it that has words.
 * @param {string} source
 * @param {number} offset
 */
function paragraphAt(source, offset) {
  const end = source.indexOf("\n", offset);
  const until = end < 0 ? source.length : end;
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, until);
  if (lettersOf(line)) return line;
  const earlier = source.slice(Math.max(0, offset - 4_000), offset).trimEnd();
  return earlier.slice(earlier.lastIndexOf("\n") + 1);
}
