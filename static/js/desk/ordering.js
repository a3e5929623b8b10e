// Arranging chapters by dragging a handle, or by keys on it. Each move is sent as it is made.
import { post } from "./sending.js";

for (const form of document.querySelectorAll("[data-order]")) start(form);

function start(form) {
  form.querySelector("[data-how]").hidden = false;
  for (const handle of form.querySelectorAll("[data-handle]")) handle.hidden = false;
  let lift = null;

  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-handle]")) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      lift ? drop() : (lift = lifted(event.target.closest("li")), say(form, "lifted", lift.row));
    } else if (!lift) return;
    else if (event.key === "Escape") putBack();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      step(form, lift.row, event.key === "ArrowUp");
      event.target.focus();
      say(form, "place", lift.row);
    }
  });
  // Tab or a click elsewhere: what was not put down is put back.
  form.addEventListener("focusout", (event) => {
    if (lift && !lift.pointer && document.hasFocus() && event.relatedTarget &&
      event.relatedTarget !== lift.row.querySelector("[data-handle]")) putBack();
  });
  form.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    if (lift) putBack();
    lift = { ...lifted(handle.closest("li")), pointer: event.pointerId };
  });
  form.addEventListener("pointermove", (event) => {
    if (lift?.pointer !== event.pointerId) return;
    follow(form, lift.row, event.clientY);
    scrollNear(event.clientY);
  });
  form.addEventListener("pointerup", (event) => lift?.pointer === event.pointerId && drop());
  form.addEventListener("pointercancel", (event) => lift?.pointer === event.pointerId && putBack());
  document.addEventListener("keydown", (event) => event.key === "Escape" && lift?.pointer && putBack());
  document.querySelector("[data-moved] [data-undo]").addEventListener("click", () => undo(form));

  function putBack() {
    const { row } = lift;
    restore(lift);
    lift = null;
    say(form, "back", row);
    row.querySelector("[data-handle]").focus();
  }

  async function drop() {
    const dropped = lift;
    lift = null;
    dropped.row.classList.remove("dragging");
    if (!hasMoved(dropped)) return say(form, "back", dropped.row);
    const trouble = await send(form, dropped.row, placeOf(dropped.row));
    if (!trouble) return say(form, "moved", dropped.row);
    restore(dropped);
    tell(trouble, false);
    form.querySelector("[data-said]").textContent = trouble;
  }
}

function lifted(row) {
  row.classList.add("dragging");
  return { row, parent: row.parentElement, next: row.nextElementSibling };
}

const hasMoved = ({ row, parent, next }) =>
  row.parentElement !== parent || row.nextElementSibling !== next;

function restore({ row, parent, next }) {
  row.classList.remove("dragging");
  parent.insertBefore(row, next);
}

/** One row up or down; over a part's heading it goes into that part. */
function step(form, row, isUp) {
  const beside = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (beside) return void (isUp ? beside.before(row) : beside.after(row));
  const lists = [...form.querySelectorAll("[data-stretch] ol")];
  const list = lists[lists.indexOf(row.parentElement) + (isUp ? -1 : 1)];
  if (isUp) list?.append(row);
  else list?.prepend(row);
  row.scrollIntoView({ block: "nearest" });
}

/** The row goes where the pointer is: before the first row whose middle is below it. */
function follow(form, row, y) {
  const lists = [...form.querySelectorAll("[data-stretch] ol")];
  const list = lists.findLast((one) => one.parentElement.getBoundingClientRect().top <= y) ?? lists[0];
  const below = [...list.children].find((other) => {
    if (other === row) return false;
    const { top, height } = other.getBoundingClientRect();
    return y < top + height / 2;
  });
  if (row.parentElement !== list || row.nextElementSibling !== (below ?? null)) {
    list.insertBefore(row, below ?? null);
  }
}

function scrollNear(y) {
  const edge = 80;
  if (y < edge) scrollBy(0, -20);
  else if (y > innerHeight - edge) scrollBy(0, 20);
}

function placeOf(row) {
  const rows = [...document.querySelectorAll("[data-chapter]")];
  const before = rows[rows.indexOf(row) - 1];
  return { after: before?.dataset.chapter ?? "", part: row.closest("[data-stretch]").dataset.stretch };
}

let last = null;

/** Sends a move; the words of what stands against it, or nothing. */
async function send(form, row, place) {
  try {
    const answer = await post(location.pathname, new URLSearchParams({ chapter: row.dataset.chapter, ...place }));
    const told = await answer.json();
    if (!answer.ok) return told.message ?? form.dataset.sayRefused;
    for (const [pk, number] of Object.entries(told.numbers)) {
      const shown = document.querySelector(`[data-chapter="${pk}"] [data-number]`);
      if (shown) shown.textContent = number ?? "";
    }
    last = { row, place: told.undo };
    tell(words(form, "moved", row), true);
    return "";
  } catch (error) {
    return error instanceof SyntaxError ? form.dataset.sayRefused : form.dataset.sayOffline;
  }
}

async function undo(form) {
  const { row, place } = last;
  const trouble = await send(form, row, place);
  // The page as it is now, rather than a guess at where the row belongs.
  if (!trouble) location.replace(location.pathname);
  else tell(trouble, false);
}

function tell(text, canUndo) {
  const line = document.querySelector("[data-moved]");
  line.hidden = false;
  line.querySelector("[data-words]").textContent = text;
  line.querySelector("[data-undo]").hidden = !canUndo;
}

function words(form, kind, row) {
  const rows = [...document.querySelectorAll("[data-chapter]")];
  const heading = row.closest("[data-stretch]").querySelector("h2")?.textContent.trim();
  return form.dataset[`say${kind[0].toUpperCase()}${kind.slice(1)}`]
    .replace("{chapter}", row.querySelector("a").textContent)
    .replace("{place}", rows.indexOf(row) + 1)
    .replace("{count}", rows.length)
    .replace("{part}", heading || form.dataset.sayNoPart);
}

function say(form, kind, row) {
  form.querySelector("[data-said]").textContent = words(form, kind, row);
}
