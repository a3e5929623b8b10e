// What Ctrl+B and Ctrl+I change in a text. A run of asterisks around a text says what it is: one
// makes it italic, two bold, three both.

/** @typedef {{start: number, end: number, text: string, selectionStart: number, selectionEnd: number}} Edit */
/** @typedef {"*" | "**"} Mark */
/** @typedef {{start: number, end: number}} Range */

const BLANK_LINE = /\n[ \t]*\n/;
// Lines that are no text: scene breaks, and the start and end of a container.
const NO_TEXT = /^[ \t]*(?:[*#~⁂_\- \t]*|:::.*)$/;
// What marks a line as quotation, list item, heading or footnote stays before the emphasis.
const BLOCK_MARK = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)]|#{1,6}|\[\^[^\]\n]+\]:)[ \t]))+/;

/**
 * Returns what toggles the emphasis of the selection, or at the cursor.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {Mark} mark
 * @returns {Edit | null}
 */
export function toggleEmphasis(value, start, end, mark) {
  return start === end ? toggleAtCursor(value, start, mark) : toggleSelection(value, start, end, mark);
}

/**
 * Steps over the mark that closes the emphasis at the cursor, removes an empty pair of marks, or
 * inserts a pair.
 * @param {string} value
 * @param {number} cursor
 * @param {Mark} mark
 * @returns {Edit}
 */
function toggleAtCursor(value, cursor, mark) {
  const before = runBefore(value, cursor);
  const after = runAfter(value, cursor);
  const size = mark.length;
  if (before && before === after && hasMark(before, mark)) return replaced(cursor - size, cursor + size, "", 0);
  if (before !== after && hasMark(after, mark) && isOpen(value, cursor, mark)) return stepOver(value, cursor, mark);
  return replaced(cursor, cursor, mark + mark, size);
}

/**
 * A space before the closing mark is moved behind it: "*so *" is no emphasis.
 * @param {string} value
 * @param {number} cursor
 * @param {Mark} mark
 */
function stepOver(value, cursor, mark) {
  const spaces = /[ \t]*$/.exec(value.slice(0, cursor))?.[0] ?? "";
  if (!spaces) return { ...replaced(cursor, cursor, "", 0), ...cursorAt(cursor + mark.length) };
  const text = mark + spaces;
  return replaced(cursor - spaces.length, cursor + mark.length, text, text.length);
}

/**
 * @param {number} start
 * @param {number} end
 * @param {string} text
 * @param {number} offset of the cursor in the text
 */
const replaced = (start, end, text, offset) => ({ start, end, text, ...cursorAt(start + offset) });
const cursorAt = (/** @type {number} */ cursor) => ({ selectionStart: cursor, selectionEnd: cursor });

/**
 * Whether emphasis of this kind has begun before the cursor in its paragraph.
 * @param {string} value
 * @param {number} cursor
 * @param {Mark} mark
 */
function isOpen(value, cursor, mark) {
  const paragraph = value.slice(0, cursor).split(BLANK_LINE).at(-1) ?? "";
  return runsOf(paragraph).filter((run) => hasMark(run.length, mark)).length % 2 === 1;
}

/**
 * Puts the mark around each paragraph of the selection; removes it if each of them has it.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 * @param {Mark} mark
 * @returns {Edit | null}
 */
function toggleSelection(value, start, end, mark) {
  const pieces = textsIn(value, start, end).map((range) => pieceOf(value, range));
  if (!pieces.length) return null;
  const removes = pieces.every((piece) => isEmphasized(piece, mark));
  let text = "";
  let position = pieces[0].start;
  for (const piece of pieces) {
    text += value.slice(position, piece.start) + toggled(piece, mark, removes);
    position = piece.end;
  }
  const editStart = pieces[0].start;
  const [first] = pieces;
  const inside = pieces.length === 1 ? markCount(first, mark, removes) : 0;
  return {
    start: editStart,
    end: position,
    text,
    selectionStart: editStart + inside,
    selectionEnd: editStart + text.length - inside,
  };
}

/**
 * A text with its range, which includes the asterisks around it, and how many stand on either side.
 * @typedef {Range & {inner: string, count: number}} Piece
 */

/**
 * @param {string} value
 * @param {Range} range
 * @returns {Piece}
 */
function pieceOf(value, { start, end }) {
  let innerStart = start;
  let innerEnd = end;
  while (innerStart < innerEnd && value[innerStart] === "*") innerStart++;
  while (innerEnd > innerStart && value[innerEnd - 1] === "*" && value[innerEnd - 2] !== "\\") innerEnd--;
  const before = runBefore(value, innerStart);
  const after = runAfter(value, innerEnd);
  const count = Math.min(before, after, 3);
  // Asterisks of the selection that have no partner at its other end are part of the text.
  innerStart -= Math.min(before - count, innerStart - start);
  innerEnd += Math.min(after - count, end - innerEnd);
  return { start: innerStart - count, end: innerEnd + count, inner: value.slice(innerStart, innerEnd), count };
}

/**
 * @param {Piece} piece
 * @param {Mark} mark
 */
const isEmphasized = (piece, mark) => hasMark(piece.count, mark) && !runsOf(piece.inner).some(sameKind(mark));

/**
 * @param {Piece} piece
 * @param {Mark} mark
 * @param {boolean} removes
 */
function toggled(piece, mark, removes) {
  const asterisks = "*".repeat(markCount(piece, mark, removes));
  return asterisks + (removes ? piece.inner : withoutMark(piece.inner, mark)) + asterisks;
}

/**
 * How many asterisks stand on either side afterwards.
 * @param {Piece} piece
 * @param {Mark} mark
 * @param {boolean} removes
 */
function markCount({ count }, mark, removes) {
  const others = count - (hasMark(count, mark) ? mark.length : 0);
  return removes ? others : others + mark.length;
}

/**
 * @param {string} text
 * @param {Mark} mark
 */
function withoutMark(text, mark) {
  let out = "";
  let position = 0;
  for (const run of runsOf(text).filter(sameKind(mark))) {
    out += text.slice(position, run.start) + "*".repeat(run.length - mark.length);
    position = run.start + run.length;
  }
  return out + text.slice(position);
}

/**
 * The ranges of the selection that are text, one for each paragraph, without block marks and
 * without white space at their ends.
 * @param {string} value
 * @param {number} start
 * @param {number} end
 */
function textsIn(value, start, end) {
  /** @type {Range[]} */
  const texts = [];
  let isContinued = false;
  let position = start;
  for (const line of value.slice(start, end).split("\n")) {
    const isLineStart = position === 0 || value[position - 1] === "\n";
    const blockMark = (isLineStart && BLOCK_MARK.exec(line)?.[0]) || "";
    const text = line.slice(blockMark.length).trim();
    const range = rangeOf(text, line, position, blockMark.length);
    const last = texts.at(-1);
    if (NO_TEXT.test(line)) isContinued = false;
    else if (isContinued && last && !blockMark) last.end = range.end;
    else if (text) texts.push(range);
    isContinued = !NO_TEXT.test(line) && !blockMark.includes("#");
    position += line.length + 1;
  }
  return texts;
}

/**
 * @param {string} text
 * @param {string} line
 * @param {number} lineStart
 * @param {number} from
 */
function rangeOf(text, line, lineStart, from) {
  const start = lineStart + line.indexOf(text, from);
  return { start, end: start + text.length };
}

/**
 * Whether so many asterisks include the mark.
 * @param {number} count
 * @param {Mark} mark
 */
const hasMark = (count, mark) => (mark === "**" ? count >= 2 : count % 2 === 1);

/**
 * @param {Mark} mark
 * @returns {(run: {length: number}) => boolean}
 */
const sameKind = (mark) => (run) => hasMark(run.length, mark);

/**
 * The runs of asterisks that may be marks: not escaped, not alone between spaces, and not within a
 * word (f**k).
 * @param {string} text
 */
const runsOf = (text) =>
  [...text.matchAll(/(?<![\\*])\*+/g)]
    .map(({ 0: run, index }) => ({ start: index, length: run.length }))
    .filter(({ start, length }) => {
      const neighbours = (text[start - 1] ?? " ") + (text[start + length] ?? " ");
      return /\S/.test(neighbours) && !/^[\p{L}\p{N}]{2}$/u.test(neighbours);
    });

/**
 * @param {string} value
 * @param {number} position
 */
function runBefore(value, position) {
  const length = /\**$/.exec(value.slice(Math.max(0, position - 4), position))?.[0].length ?? 0;
  return value[position - length - 1] === "\\" ? Math.max(0, length - 1) : length;
}

/**
 * @param {string} value
 * @param {number} position
 */
const runAfter = (value, position) => /^\**/.exec(value.slice(position, position + 4))?.[0].length ?? 0;
