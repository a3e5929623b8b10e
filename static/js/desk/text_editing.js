// Changes a text area in a way that the browser's undo can revert.

/**
 * @param {HTMLTextAreaElement} area
 * @param {number} start
 * @param {number} end
 * @param {string} text
 */
export function replaceRange(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  // execCommand is deprecated, but nothing else keeps the browser's undo history.
  const isDone = text
    ? document.execCommand("insertText", false, text)
    : start === end || document.execCommand("delete");
  if (isDone) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Puts markup such as ** around each paragraph of the selection, or removes it.
 * @param {HTMLTextAreaElement} area
 * @param {string} markup
 */
export function toggleMarkup(area, markup) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const selected = value.slice(start, end);
  const before = value.slice(start - markup.length, start);
  const after = value.slice(end, end + markup.length);
  if (before === markup && after === markup && !isPartOfStrong(value, start, end, markup)) {
    replaceRange(area, start - markup.length, end + markup.length, selected);
    area.setSelectionRange(start - markup.length, end - markup.length);
    return;
  }
  // Emphasis ends at the end of a paragraph.
  const wrapped = selected
    .split(/(\n\s*\n)/)
    .map((paragraph) => paragraph.replace(/^(\s*)(\S[\s\S]*?)(\s*)$/, `$1${markup}$2${markup}$3`))
    .join("");
  replaceRange(area, start, end, selected ? wrapped : markup + markup);
  if (selected && !/\n\s*\n/.test(selected)) {
    area.setSelectionRange(start + markup.length, start + wrapped.length - markup.length);
  } else if (!selected) {
    area.setSelectionRange(start + markup.length, start + markup.length);
  }
}

/**
 * Whether the asterisks around the selection belong to **, and are not the * of emphasis.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {string} markup
 */
function isPartOfStrong(value, start, end, markup) {
  return (
    markup.length === 1 &&
    value[start - 2] === markup &&
    value[end + 1] === markup &&
    !(value[start - 3] === markup && value[end + 2] === markup)
  );
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
  const gapBefore = /(^|\n\n)$/.test(value.slice(0, start)) ? "" : value[start - 1] === "\n" ? "\n" : "\n\n";
  const rest = value.slice(end);
  const gapAfter = rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n";
  replaceRange(area, start, end, gapBefore + text + gapAfter);
  if (!gapAfter) area.setSelectionRange(area.selectionEnd + 2, area.selectionEnd + 2);
}
