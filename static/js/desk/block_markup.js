// What the toolbar writes around or at a selection, as edits of the text.

/** @typedef {{start: number, end: number, text: string, selectionStart: number, selectionEnd: number}} Edit */

/**
 * The selected paragraphs in a container: "::: letter", the text, ":::". Without a selection an
 * empty one, with the cursor in it.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {string} name
 * @returns {Edit}
 */
export function wrapInContainer(value, start, end, name) {
  const lines = start === end ? { start, end } : linesAround(value, start, end);
  const inner = value.slice(lines.start, lines.end).replace(/^\n+|\n+$/g, "");
  const before = gapBefore(value, lines.start);
  const opening = `${before}::: ${name}\n`;
  const text = `${opening}${inner}\n:::${gapAfter(value, lines.end)}`;
  const selectionStart = lines.start + opening.length;
  return { ...lines, text, selectionStart, selectionEnd: selectionStart + inner.length };
}

/**
 * Puts "> " before each line of the selected paragraphs, or takes it away from all of them.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @returns {Edit}
 */
export function toggleQuotation(value, start, end) {
  const range = linesAround(value, start, end);
  const lines = value.slice(range.start, range.end).split("\n");
  const isQuoted = lines.some((line) => line.trim()) && lines.every((line) => /^>/.test(line) || !line.trim());
  const changed = lines.map((line) => (isQuoted ? line.replace(/^> ?/, "") : line ? `> ${line}` : ">"));
  const text = changed.join("\n");
  const selectionEnd = range.start + text.length;
  return { ...range, text, selectionStart: start === end ? selectionEnd : range.start, selectionEnd };
}

const URL = /^(?:https?:\/\/|mailto:)\S+$/;

/**
 * A link: what is still missing is selected, the URL or the words.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @returns {Edit}
 */
export function link(value, start, end) {
  const selected = value.slice(start, end);
  if (URL.test(selected))
    return { start, end, text: `[](${selected})`, selectionStart: start + 1, selectionEnd: start + 1 };
  const text = `[${selected}](https://)`;
  if (!selected) return { start, end, text, selectionStart: start + 1, selectionEnd: start + 1 };
  const urlStart = start + selected.length + 3;
  return { start, end, text, selectionStart: urlStart, selectionEnd: urlStart + "https://".length };
}

/**
 * The number of the next footnote of a text.
 * @param {string} value
 */
export function nextFootnote(value) {
  const numbers = [...value.matchAll(/\[\^(\d{1,6})\]/g)].map((match) => Number(match[1]));
  return Math.max(0, ...numbers) + 1;
}

/**
 * @param {string} value
 * @param {number} start
 * @param {number} end
 */
function linesAround(value, start, end) {
  const lineEnd = value.indexOf("\n", end > start && value[end - 1] === "\n" ? end - 1 : end);
  return { start: value.lastIndexOf("\n", start - 1) + 1, end: lineEnd < 0 ? value.length : lineEnd };
}

/**
 * The line ends that make what follows a paragraph of its own.
 * @param {string} value
 * @param {number} start
 */
export function gapBefore(value, start) {
  if (/(^|\n\n)$/.test(value.slice(0, start))) return "";
  return value[start - 1] === "\n" ? "\n" : "\n\n";
}

/**
 * @param {string} value
 * @param {number} end
 */
export function gapAfter(value, end) {
  const rest = value.slice(end);
  if (!rest || rest.startsWith("\n\n")) return "";
  return rest.startsWith("\n") ? "\n" : "\n\n";
}
