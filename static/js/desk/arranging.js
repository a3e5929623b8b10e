// Arranging chapters by dragging their handles, or with the keyboard. Each move is sent at once.
import { post } from "./requests.js";

for (const form of document.querySelectorAll("[data-arrange]")) start(form);

function start(form) {
  form.querySelector("[data-arrange-help]").hidden = false;
  for (const handle of form.querySelectorAll("[data-drag-handle]")) handle.hidden = false;
  // The row that is being moved: {row, parent, next, pointer}, with its old position.
  let drag = null;

  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-drag-handle]")) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (drag) drop();
      else {
        drag = grab(event.target.closest("li"));
        announce(form, "textGrabbed", drag.row);
      }
    } else if (!drag) return;
    else if (event.key === "Escape") cancel();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      moveOneStep(form, drag.row, event.key === "ArrowUp");
      event.target.focus();
      announce(form, "textPosition", drag.row);
    }
  });
  // Leaving the handle with Tab or a click cancels the move.
  form.addEventListener("focusout", (event) => {
    if (!drag || drag.pointer || !document.hasFocus() || !event.relatedTarget) return;
    if (event.relatedTarget !== drag.row.querySelector("[data-drag-handle]")) cancel();
  });
  form.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag-handle]");
    if (!handle || event.button) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    if (drag) cancel();
    drag = { ...grab(handle.closest("li")), pointer: event.pointerId };
  });
  form.addEventListener("pointermove", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    moveToPointer(form, drag.row, event.clientY);
    scrollAtEdges(event.clientY);
  });
  form.addEventListener("pointerup", (event) => drag?.pointer === event.pointerId && drop());
  form.addEventListener("pointercancel", (event) => drag?.pointer === event.pointerId && cancel());
  document.addEventListener("keydown", (event) => event.key === "Escape" && drag?.pointer && cancel());
  document.querySelector("[data-move-notice] [data-undo]").addEventListener("click", () => undo(form));

  function cancel() {
    const { row } = drag;
    restore(drag);
    drag = null;
    announce(form, "textReturned", row);
    row.querySelector("[data-drag-handle]").focus();
  }

  async function drop() {
    const dropped = drag;
    drag = null;
    dropped.row.classList.remove("dragging");
    if (!hasMoved(dropped)) return announce(form, "textReturned", dropped.row);
    const error = await sendMove(form, dropped.row, positionOf(dropped.row));
    if (!error) return announce(form, "textMoved", dropped.row);
    restore(dropped);
    showNotice(error, false);
    form.querySelector("[data-status]").textContent = error;
  }
}

function grab(row) {
  row.classList.add("dragging");
  return { row, parent: row.parentElement, next: row.nextElementSibling };
}

const hasMoved = ({ row, parent, next }) => row.parentElement !== parent || row.nextElementSibling !== next;

function restore({ row, parent, next }) {
  row.classList.remove("dragging");
  parent.insertBefore(row, next);
}

/** Moves a row up or down by one; past the heading of a part, into that part. */
function moveOneStep(form, row, isUp) {
  const neighbor = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (neighbor) return void (isUp ? neighbor.before(row) : neighbor.after(row));
  const lists = [...form.querySelectorAll("[data-part-id] ol")];
  const list = lists[lists.indexOf(row.parentElement) + (isUp ? -1 : 1)];
  if (isUp) list?.append(row);
  else list?.prepend(row);
  row.scrollIntoView({ block: "nearest" });
}

/** Moves a row before the first row whose middle is below the pointer. */
function moveToPointer(form, row, y) {
  const lists = [...form.querySelectorAll("[data-part-id] ol")];
  const list = lists.findLast((one) => one.parentElement.getBoundingClientRect().top <= y) ?? lists[0];
  const next = [...list.children].find((other) => {
    if (other === row) return false;
    const { top, height } = other.getBoundingClientRect();
    return y < top + height / 2;
  });
  if (row.parentElement !== list || row.nextElementSibling !== (next ?? null)) {
    list.insertBefore(row, next ?? null);
  }
}

function scrollAtEdges(y) {
  const edge = 80;
  if (y < edge) scrollBy(0, -20);
  else if (y > innerHeight - edge) scrollBy(0, 20);
}

/** {after, part}: the chapter before the row and its part, as the server takes them. */
function positionOf(row) {
  const rows = [...document.querySelectorAll("[data-chapter]")];
  const previous = rows[rows.indexOf(row) - 1];
  return { after: previous?.dataset.chapter ?? "", part: row.closest("[data-part-id]").dataset.partId };
}

// The last move: {row, position}, with the position before it.
let lastMove = null;

/** Sends a move; returns an error message, or "". */
async function sendMove(form, row, position) {
  try {
    const fields = { chapter: row.dataset.chapter, ...position };
    const response = await post(location.pathname, new URLSearchParams(fields));
    const result = await response.json();
    if (!response.ok) return result.message ?? form.dataset.textRefused;
    for (const [pk, number] of Object.entries(result.numbers)) {
      const element = document.querySelector(`[data-chapter="${pk}"] [data-number]`);
      if (element) element.textContent = number ?? "";
    }
    lastMove = { row, position: result.undo };
    showNotice(format(form, "textMoved", row), true);
    return "";
  } catch (error) {
    return error instanceof SyntaxError ? form.dataset.textRefused : form.dataset.textOffline;
  }
}

async function undo(form) {
  const { row, position } = lastMove;
  const error = await sendMove(form, row, position);
  // Reload instead of guessing where the row belongs.
  if (!error) location.replace(location.pathname);
  else showNotice(error, false);
}

function showNotice(text, canUndo) {
  const notice = document.querySelector("[data-move-notice]");
  notice.hidden = false;
  notice.querySelector("[data-message]").textContent = text;
  notice.querySelector("[data-undo]").hidden = !canUndo;
}

/** `key` is the dataset key of a text of the form. */
function format(form, key, row) {
  const rows = [...document.querySelectorAll("[data-chapter]")];
  const heading = row.closest("[data-part-id]").querySelector("h2")?.textContent.trim();
  return form.dataset[key]
    .replace("{chapter}", row.querySelector("a").textContent)
    .replace("{position}", rows.indexOf(row) + 1)
    .replace("{count}", rows.length)
    .replace("{part}", heading || form.dataset.textNoPart);
}

function announce(form, key, row) {
  form.querySelector("[data-status]").textContent = format(form, key, row);
}
