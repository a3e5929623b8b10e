// Where a pasted passage is in a text that may have changed since, and how its Markdown fits there.

/**
 * What a paste inserted: the value of the text area before and after it, and the range of the text.
 * @typedef {{text: string, before: string, after: string, start: number, end: number}} Passage
 */

const BLOCK = /^(?:#{1,6} |>|[-+*] |\d{1,9}[.)] |:::|\||\[\^[^\]\n]+\]:|(?:\*\*\*|---|___)[ \t]*$)/m;
const BLANK_LINE = /\n[ \t]*\n/;
// Where several paragraphs right beside it cannot be meant to join it.
const WORD_END = /[\p{L}\p{N}.!?…"'”’]$/u;
const WORD_START = /^[\p{L}\p{N}"'“‘]/u;

/**
 * The passage's place in the text as it is now, or null if the passage was changed or is not there
 * once. `isUntouched`: nothing was typed at its ends either.
 * @param {Passage} passage
 * @param {string} value
 */
export function findPassage({ text, after, start, end }, value) {
  if (value === after) return { start, end, isUntouched: true };
  const shift = value.length - after.length;
  if (value.startsWith(after.slice(0, end))) {
    return { start, end, isUntouched: value[end] === after[end] };
  }
  if (value.endsWith(after.slice(start)) && start + shift >= 0) {
    return { start: start + shift, end: end + shift, isUntouched: value[start + shift - 1] === after[start - 1] };
  }
  const found = value.indexOf(text);
  if (found < 0 || value.indexOf(text, found + 1) >= 0) return null;
  return { start: found, end: found + text.length, isUntouched: false };
}

/**
 * The Markdown as it is inserted instead of the plain text: with the white space at its ends that
 * keeps words and paragraphs apart.
 * @param {string} markdown
 * @param {string} plain
 * @param {string} before the text before it
 * @param {string} after the text after it
 */
export function fitMarkdown(markdown, plain, before, after) {
  const text = markdown.replace(/^\n+|\s+$/g, "");
  if (!text) return "";
  const paragraphs = text.split(BLANK_LINE);
  const [first] = paragraphs;
  const last = paragraphs[paragraphs.length - 1];
  const isSeveral = paragraphs.length > 1;
  const startsParagraph =
    BLOCK.test(firstLine(first)) ||
    /^\s*\n/.test(plain) ||
    (isSeveral && (before.endsWith("\n") || (WORD_END.test(before) && !/^\s/.test(plain))));
  const endsParagraph =
    /\n\s*$/.test(plain) ||
    (after.trim() !== "" && BLOCK.test(firstLine(last))) ||
    (isSeveral && WORD_START.test(after) && !/\s$/.test(plain));
  const leading = startsParagraph ? missingLineEnds(before, /\n*$/) : outerSpace(plain, /^[ \t]+/, /\s$/.test(before));
  const trailing = endsParagraph
    ? missingLineEnds(after, /^\n*/) || (after ? "" : "\n\n")
    : outerSpace(plain, /[ \t]+$/, /^\s/.test(after));
  return leading + text + trailing;
}

const firstLine = (/** @type {string} */ paragraph) => paragraph.split("\n", 1)[0];

/**
 * The line ends that are missing to a blank line; none at the start or end of the whole text.
 * @param {string} neighbour
 * @param {RegExp} lineEnds
 */
function missingLineEnds(neighbour, lineEnds) {
  if (!neighbour.trim()) return "";
  return "\n".repeat(Math.max(0, 2 - (lineEnds.exec(neighbour)?.[0].length ?? 0)));
}

/**
 * The space at an end of the plain text, if nothing else separates it from its neighbour.
 * @param {string} plain
 * @param {RegExp} space
 * @param {boolean} isSeparated
 */
const outerSpace = (plain, space, isSeparated) => (isSeparated ? "" : (space.exec(plain)?.[0] ?? ""));
