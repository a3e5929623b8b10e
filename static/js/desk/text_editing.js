// Changes a text area in a way that the browser's undo can revert.
/** @import { Edit } from "./block_markup.js" */
import { gapBefore, nextFootnote } from "./block_markup.js";
import { toggleEmphasis } from "./emphasis.js";

// Chromium inserts a typed text line by line, each slower than the one before: 31,000 characters in
// 400 paragraphs took 3.3 s, and 10 ms as HTML.
const MAX_TYPED_LINES = 20;

/**
 * Replaces a range in one step of the browser's undo; the cursor is behind the text afterwards.
 * @param {HTMLTextAreaElement} area
 * @param {number} start
 * @param {number} end
 * @param {string} text
 */
export function replaceRange(area, start, end, text) {
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  if (start === end && !text) return;
  // A hidden text area takes no focus, and execCommand would change the field that has it.
  const isFocused = document.activeElement === area;
  // execCommand is deprecated, but nothing else keeps the browser's undo history.
  if (isFocused && (text ? insertAtSelection(area, text) : document.execCommand("delete"))) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Selects a range and scrolls to it, which browsers do only when the field gets the focus, and
 * Chromium only for a cursor without a range.
 * @param {HTMLTextAreaElement} area
 * @param {number} start
 * @param {number} end
 */
export function selectRange(area, start, end) {
  area.closest("details")?.setAttribute("open", "");
  area.setSelectionRange(start, start);
  area.blur();
  area.focus();
  area.setSelectionRange(start, end);
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
function insertAtSelection(area, text) {
  if (text.split("\n", MAX_TYPED_LINES + 1).length > MAX_TYPED_LINES && insertAsHtml(area, text)) return true;
  return document.execCommand("insertText", false, text);
}

/**
 * Returns false, with nothing changed, in browsers that cannot insert HTML into a text area.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
function insertAsHtml(area, text) {
  const { value, selectionStart, selectionEnd } = area;
  const expected = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
  const html = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  if (!document.execCommand("insertHTML", false, html)) return false;
  if (area.value === expected) return true;
  document.execCommand("undo");
  area.setSelectionRange(selectionStart, selectionEnd);
  return false;
}

/**
 * Makes the selection bold or italic, paragraph by paragraph, or no longer so; see emphasis.js.
 * @param {HTMLTextAreaElement} area
 * @param {"*" | "**"} mark
 */
export function toggleMarkup(area, mark) {
  const edit = toggleEmphasis(area.value, area.selectionStart, area.selectionEnd, mark);
  if (edit) apply(area, edit);
}

/**
 * Changes the selection by a function of block_markup.js.
 * @param {HTMLTextAreaElement} area
 * @param {(value: string, start: number, end: number) => Edit} edit
 */
export function changeSelection(area, edit) {
  apply(area, edit(area.value, area.selectionStart, area.selectionEnd));
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {Edit} edit
 */
function apply(area, edit) {
  replaceRange(area, edit.start, edit.end, edit.text);
  area.setSelectionRange(edit.selectionStart, edit.selectionEnd);
}

/**
 * A footnote's mark at the cursor and its text at the end, where the cursor is then.
 * @param {HTMLTextAreaElement} area
 */
export function insertFootnote(area) {
  const mark = `[^${nextFootnote(area.value)}]`;
  replaceRange(area, area.selectionEnd, area.selectionEnd, mark);
  const end = area.value.length;
  // Notes stand below each other, without an empty line between them.
  const gap = /\n\[\^\d+\]:[^\n]*$/.test(area.value) ? "\n" : gapBefore(area.value, end);
  replaceRange(area, end, end, `${gap}${mark}: `);
  selectRange(area, area.value.length, area.value.length);
}

/** @param {HTMLTextAreaElement} area */
export function insertSceneBreak(area) {
  insertParagraph(area, "***");
}

/**
 * Inserts a text as a paragraph of its own at the cursor.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
export function insertParagraph(area, text) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const rest = value.slice(end);
  const gapAfter = rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n";
  replaceRange(area, start, end, gapBefore(value, start) + text + gapAfter);
  if (!gapAfter) area.setSelectionRange(area.selectionEnd + 2, area.selectionEnd + 2);
}
