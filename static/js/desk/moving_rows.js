// Moving chapters in lists by dragging their handles, or with the keyboard.
import { closest, dataOf, find, findAround } from "../elements.js";

/** @typedef {{row: HTMLElement, parent: HTMLElement, next: Element | null}} OldPosition of a row */
/** @typedef {OldPosition & {pointer?: number}} Drag a row that is being moved */
/** @typedef {{text: string, isMoved: boolean}} Result text: to be announced, what happened or why not */

const HANDLE = "[data-drag-handle]";
const ROW = "[data-chapter]";
const SECTION = "[data-move-section]";

/**
 * Sends each move at once. A move that fails is taken back.
 * @param {HTMLElement} root with the lists, and the texts as data attributes
 * @param {(row: HTMLElement) => Promise<Result>} send saves the position that the row has now
 */
export function startMovingRows(root, send) {
  find(root, "[data-move-help]").hidden = false;
  showHandles(root);
  /** @type {Drag | null} */
  let drag = null;
  // The answer may replace the list, or put the row back beside its old neighbour: both must still be there.
  let isSending = false;

  root.addEventListener("keydown", (event) => {
    const handle = closest(event, HANDLE);
    if (!handle) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (drag) drop(drag);
      else if (!isSending) {
        drag = grab(findAround(handle, "li"));
        announce(root, describe(root, "textGrabbed", drag.row));
      }
    } else if (!drag) return;
    else if (event.key === "Escape") cancel(drag);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      moveOneStep(root, drag.row, event.key === "ArrowUp");
      handle.focus();
      announce(root, describe(root, "textPosition", drag.row));
    }
  });
  // Leaving the handle with Tab or a click cancels the move.
  root.addEventListener("focusout", (event) => {
    if (!drag || drag.pointer || !document.hasFocus() || !event.relatedTarget) return;
    if (event.relatedTarget !== drag.row.querySelector(HANDLE)) cancel(drag);
  });
  root.addEventListener("pointerdown", (event) => {
    const handle = closest(event, HANDLE);
    if (!handle || event.button || isSending) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    if (drag) cancel(drag);
    drag = { ...grab(findAround(handle, "li")), pointer: event.pointerId };
  });
  root.addEventListener("pointermove", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    moveToPointer(root, drag.row, event.clientY);
    scrollAtEdges(event.clientY);
  });
  root.addEventListener("pointerup", (event) => {
    if (drag?.pointer === event.pointerId) drop(drag);
  });
  root.addEventListener("pointercancel", (event) => {
    if (drag?.pointer === event.pointerId) cancel(drag);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag?.pointer) cancel(drag);
  });

  /** @param {Drag} cancelled */
  function cancel(cancelled) {
    restore(cancelled);
    drag = null;
    announce(root, describe(root, "textReturned", cancelled.row));
    find(cancelled.row, HANDLE).focus();
  }

  /** @param {Drag} dropped */
  async function drop(dropped) {
    drag = null;
    dropped.row.classList.remove("dragging");
    if (!hasMoved(dropped)) return announce(root, describe(root, "textReturned", dropped.row));
    isSending = true;
    const { text, isMoved } = await send(dropped.row).finally(() => {
      isSending = false;
    });
    if (!isMoved) restore(dropped);
    announce(root, text);
  }
}

/** @param {HTMLElement} root */
export function showHandles(root) {
  for (const handle of root.querySelectorAll(HANDLE)) handle.hidden = false;
}

/**
 * The chapter before the row in its new order, or "".
 * @param {HTMLElement} root
 * @param {HTMLElement} row
 */
export function chapterBefore(root, row) {
  const rows = [...root.querySelectorAll(ROW)];
  return rows[rows.indexOf(row) - 1]?.dataset.chapter ?? "";
}

/**
 * @param {HTMLElement} root
 * @param {string} text
 */
function announce(root, text) {
  find(root, "[data-status]").textContent = text;
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
 * @param {HTMLElement} root
 * @returns {HTMLElement[]}
 */
const listsOf = (root) => [...root.querySelectorAll("ol")].filter((list) => list.closest(SECTION));

/**
 * Moves a row up or down by one; past the heading of a section, into that section.
 * @param {HTMLElement} root
 * @param {HTMLElement} row
 * @param {boolean} isUp
 */
function moveOneStep(root, row, isUp) {
  const list = findAround(row, "ol");
  const rows = [...list.querySelectorAll(ROW)];
  const neighbor = rows[rows.indexOf(row) + (isUp ? -1 : 1)];
  if (neighbor) {
    if (isUp) neighbor.before(row);
    else neighbor.after(row);
  } else {
    const lists = listsOf(root);
    const other = lists[lists.indexOf(list) + (isUp ? -1 : 1)];
    if (isUp) other?.append(row);
    else other?.prepend(row);
  }
  row.scrollIntoView({ block: "nearest" });
}

/**
 * Moves a row before the first row whose middle is below the pointer.
 * @param {HTMLElement} root
 * @param {HTMLElement} row
 * @param {number} y
 */
function moveToPointer(root, row, y) {
  const lists = listsOf(root);
  const list = lists.findLast((one) => findAround(one, SECTION).getBoundingClientRect().top <= y) ?? lists[0];
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
 * @param {HTMLElement} root
 * @param {string} key of a data attribute of the root, with a text
 * @param {HTMLElement} row
 */
export function describe(root, key, row) {
  const rows = [...root.querySelectorAll(ROW)];
  const heading = row.closest(SECTION)?.querySelector("h2")?.textContent.trim();
  return dataOf(root, key)
    .replace("{chapter}", find(row, "a").textContent)
    .replace("{position}", String(rows.indexOf(row) + 1))
    .replace("{count}", String(rows.length))
    .replace("{part}", heading || root.dataset.textNoPart || "");
}
