// Arranging chapters by dragging their handles, or with the keyboard. Each move is sent at once.
import { closest, dataOf, find, findAround } from "../elements.js";
import { post } from "./requests.js";

/** @typedef {{row: HTMLElement, parent: HTMLElement, next: Element | null}} OldPosition of a row */
/** @typedef {OldPosition & {pointer?: number}} Drag a row that is being moved */
/** @typedef {{after: string, part: string}} Position as the server takes it: the chapter before the row, its part */

const HANDLE = "[data-drag-handle]";

for (const form of document.querySelectorAll("[data-arrange]")) start(form);

/** @param {HTMLElement} form */
function start(form) {
  find(form, "[data-arrange-help]").hidden = false;
  for (const handle of form.querySelectorAll(HANDLE)) handle.hidden = false;
  /** @type {Drag | null} */
  let drag = null;
  /**
   * The last move, with the position before it.
   * @type {{row: HTMLElement, position: Position} | null}
   */
  let lastMove = null;

  form.addEventListener("keydown", (event) => {
    const handle = closest(event, HANDLE);
    if (!handle) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (drag) drop(drag);
      else {
        drag = grab(findAround(handle, "li"));
        announce(form, "textGrabbed", drag.row);
      }
    } else if (!drag) return;
    else if (event.key === "Escape") cancel(drag);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      moveOneStep(form, drag.row, event.key === "ArrowUp");
      handle.focus();
      announce(form, "textPosition", drag.row);
    }
  });
  // Leaving the handle with Tab or a click cancels the move.
  form.addEventListener("focusout", (event) => {
    if (!drag || drag.pointer || !document.hasFocus() || !event.relatedTarget) return;
    if (event.relatedTarget !== drag.row.querySelector(HANDLE)) cancel(drag);
  });
  form.addEventListener("pointerdown", (event) => {
    const handle = closest(event, HANDLE);
    if (!handle || event.button) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    if (drag) cancel(drag);
    drag = { ...grab(findAround(handle, "li")), pointer: event.pointerId };
  });
  form.addEventListener("pointermove", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    moveToPointer(form, drag.row, event.clientY);
    scrollAtEdges(event.clientY);
  });
  form.addEventListener("pointerup", (event) => {
    if (drag?.pointer === event.pointerId) drop(drag);
  });
  form.addEventListener("pointercancel", (event) => {
    if (drag?.pointer === event.pointerId) cancel(drag);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag?.pointer) cancel(drag);
  });
  find(document, "[data-move-notice] [data-undo]").addEventListener("click", undo);

  /** @param {Drag} cancelled */
  function cancel(cancelled) {
    restore(cancelled);
    drag = null;
    announce(form, "textReturned", cancelled.row);
    find(cancelled.row, HANDLE).focus();
  }

  /** @param {Drag} dropped */
  async function drop(dropped) {
    drag = null;
    dropped.row.classList.remove("dragging");
    if (!hasMoved(dropped)) return announce(form, "textReturned", dropped.row);
    const { undo: oldPosition, error } = await sendMove(form, dropped.row, positionOf(dropped.row));
    if (oldPosition) {
      lastMove = { row: dropped.row, position: oldPosition };
      return announce(form, "textMoved", dropped.row);
    }
    restore(dropped);
    showNotice(error, false);
    find(form, "[data-status]").textContent = error;
  }

  async function undo() {
    if (!lastMove) return;
    const { undo: isDone, error } = await sendMove(form, lastMove.row, lastMove.position);
    // Reload instead of guessing where the row belongs.
    if (isDone) location.replace(location.pathname);
    else showNotice(error, false);
  }
}

/** @param {HTMLElement} row */
function grab(row) {
  row.classList.add("dragging");
  return { row, parent: findAround(row, "ol"), next: row.nextElementSibling };
}

/** @param {OldPosition} position */
const hasMoved = ({ row, parent, next }) => row.parentElement !== parent || row.nextElementSibling !== next;

/** @param {OldPosition} position */
function restore({ row, parent, next }) {
  row.classList.remove("dragging");
  parent.insertBefore(row, next);
}

/**
 * Moves a row up or down by one; past the heading of a part, into that part.
 * @param {HTMLElement} form
 * @param {HTMLElement} row
 * @param {boolean} isUp
 */
function moveOneStep(form, row, isUp) {
  const neighbor = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (neighbor) return void (isUp ? neighbor.before(row) : neighbor.after(row));
  const lists = [...form.querySelectorAll("[data-part-id] ol")];
  const list = lists[lists.indexOf(findAround(row, "ol")) + (isUp ? -1 : 1)];
  if (isUp) list?.append(row);
  else list?.prepend(row);
  row.scrollIntoView({ block: "nearest" });
}

/**
 * Moves a row before the first row whose middle is below the pointer.
 * @param {HTMLElement} form
 * @param {HTMLElement} row
 * @param {number} y
 */
function moveToPointer(form, row, y) {
  const lists = [...form.querySelectorAll("[data-part-id] ol")];
  const list = lists.findLast((one) => findAround(one, "[data-part-id]").getBoundingClientRect().top <= y) ?? lists[0];
  if (!list) return;
  const next = [...list.children].find((other) => {
    if (other === row) return false;
    const { top, height } = other.getBoundingClientRect();
    return y < top + height / 2;
  });
  if (row.parentElement !== list || row.nextElementSibling !== (next ?? null)) {
    list.insertBefore(row, next ?? null);
  }
}

/** @param {number} y */
function scrollAtEdges(y) {
  const edge = 80;
  if (y < edge) scrollBy(0, -20);
  else if (y > innerHeight - edge) scrollBy(0, 20);
}

/**
 * @param {HTMLElement} row
 * @returns {Position}
 */
function positionOf(row) {
  const rows = [...document.querySelectorAll("[data-chapter]")];
  const previous = rows[rows.indexOf(row) - 1];
  return { after: previous?.dataset.chapter ?? "", part: dataOf(findAround(row, "[data-part-id]"), "partId") };
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
    showNotice(`${format(form, "textMoved", row)} ${result.warning}`.trim(), true);
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

/**
 * @param {HTMLElement} form
 * @param {string} key of a data attribute of the form, with a text
 * @param {HTMLElement} row
 */
function format(form, key, row) {
  const rows = [...document.querySelectorAll("[data-chapter]")];
  const heading = findAround(row, "[data-part-id]").querySelector("h2")?.textContent.trim();
  return dataOf(form, key)
    .replace("{chapter}", find(row, "a").textContent)
    .replace("{position}", String(rows.indexOf(row) + 1))
    .replace("{count}", String(rows.length))
    .replace("{part}", heading || dataOf(form, "textNoPart"));
}

/**
 * @param {HTMLElement} form
 * @param {string} key of a data attribute of the form, with a text
 * @param {HTMLElement} row
 */
function announce(form, key, row) {
  find(form, "[data-status]").textContent = format(form, key, row);
}
