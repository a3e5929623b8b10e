// Changing a text area so that the browser's own undo goes back over it.

export function replaceRange(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  // Declared obsolete, and still the only way that keeps the undo.
  const done = text
    ? document.execCommand("insertText", false, text)
    : start === end || document.execCommand("delete");
  if (done) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Puts marks such as ** around each paragraph of the selection, or takes them off again. */
export function toggleMark(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const selected = value.slice(start, end);
  const before = value.slice(start - mark.length, start);
  const after = value.slice(end, end + mark.length);
  if (before === mark && after === mark && !isLonger(value, start, end, mark)) {
    replaceRange(area, start - mark.length, end + mark.length, selected);
    area.setSelectionRange(start - mark.length, end - mark.length);
    return;
  }
  // Emphasis does not reach over the end of a paragraph.
  const marked = selected
    .split(/(\n\s*\n)/)
    .map((piece) => piece.replace(/^(\s*)(\S[\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`))
    .join("");
  replaceRange(area, start, end, selected ? marked : mark + mark);
  if (selected && !/\n\s*\n/.test(selected)) {
    area.setSelectionRange(start + mark.length, start + marked.length - mark.length);
  } else if (!selected) {
    area.setSelectionRange(start + mark.length, start + mark.length);
  }
}

// A single asterisk beside another belongs to a ** that stays.
function isLonger(value, start, end, mark) {
  return mark.length === 1 && value[start - 2] === mark && value[end + 1] === mark &&
    !(value[start - 3] === mark && value[end + 2] === mark);
}

export function insertSceneBreak(area) {
  insertBlock(area, "***");
}

/** Inserts a paragraph of its own at the cursor. */
export function insertBlock(area, text) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const gapBefore = /(^|\n\n)$/.test(value.slice(0, start)) ? "" : value[start - 1] === "\n" ? "\n" : "\n\n";
  const rest = value.slice(end);
  const gapAfter = rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n";
  replaceRange(area, start, end, gapBefore + text + gapAfter);
  if (!gapAfter) area.setSelectionRange(area.selectionEnd + 2, area.selectionEnd + 2);
}
