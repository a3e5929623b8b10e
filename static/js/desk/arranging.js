// Arranging the chapters of a story. Each move is sent at once, and can be undone.
import { dataOf, find, findAround } from "../elements.js";
import { chapterBefore, describe, startMovingRows } from "./moving_rows.js";
import { post } from "./requests.js";

/** @typedef {{after: string, part: string}} Position as the server takes it: the chapter before the row, its part */

for (const form of document.querySelectorAll("[data-arrange]")) start(form);

/** @param {HTMLElement} form */
function start(form) {
  /**
   * The last move, with the position before it.
   * @type {{row: HTMLElement, position: Position} | null}
   */
  let lastMove = null;

  startMovingRows(form, async (row) => {
    const position = { after: chapterBefore(form, row), part: dataOf(findAround(row, "[data-part-id]"), "partId") };
    const { undo: oldPosition, error } = await sendMove(form, row, position);
    if (oldPosition) lastMove = { row, position: oldPosition };
    else showNotice(error, false);
    return { text: error ?? describe(form, "textMoved", row), isMoved: Boolean(oldPosition) };
  });
  find(document, "[data-move-notice] [data-undo]").addEventListener("click", undo);

  async function undo() {
    if (!lastMove) return;
    const { undo: isDone, error } = await sendMove(form, lastMove.row, lastMove.position);
    // Reload instead of guessing where the row belongs.
    if (isDone) location.replace(location.pathname);
    else showNotice(error, false);
  }
}

/**
 * Sends a move; returns the position that undoes it, or an error message.
 * @param {HTMLElement} form
 * @param {HTMLElement} row
 * @param {Position} position
 * @returns {Promise<{undo: Position, error?: undefined} | {undo?: undefined, error: string}>}
 */
async function sendMove(form, row, position) {
  try {
    const fields = { chapter: dataOf(row, "chapter"), ...position };
    const response = await post(location.pathname, new URLSearchParams(fields));
    const result = await response.json();
    if (!response.ok) return { error: result.message ?? dataOf(form, "textRefused") };
    for (const [pk, number] of Object.entries(result.numbers)) {
      const element = document.querySelector(`[data-chapter="${pk}"] [data-number]`);
      if (element) element.textContent = number ?? "";
    }
    showNotice(`${describe(form, "textMoved", row)} ${result.warning}`.trim(), true);
    return { undo: result.undo };
  } catch (error) {
    return { error: dataOf(form, error instanceof SyntaxError ? "textRefused" : "textOffline") };
  }
}

/**
 * @param {string} text
 * @param {boolean} canUndo
 */
function showNotice(text, canUndo) {
  const notice = find(document, "[data-move-notice]");
  notice.hidden = false;
  find(notice, "[data-message]").textContent = text;
  find(notice, "[data-undo]").hidden = !canUndo;
}
