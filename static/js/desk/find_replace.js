// Find and replace in the text and both notes of a chapter, in the order of the page.
import { replaceRange } from "./text_editing.js";

let bar = null;
// The current match: {area, start, end}.
let current = null;

export function openFind(area) {
  bar ??= startBar(document.querySelector("[data-find]"));
  if (!bar) return;
  const selected = area.value.slice(area.selectionStart, area.selectionEnd);
  current = { area, start: area.selectionStart, end: area.selectionStart };
  bar.root.hidden = false;
  if (selected && !selected.includes("\n")) bar.query.value = selected;
  bar.query.focus();
  bar.query.select();
}

function startBar(root) {
  if (!root) return null;
  const query = root.querySelector("[name=find_text]");
  const replacement = root.querySelector("[name=find_replacement]");
  const matchCase = root.querySelector("[name=find_match_case]");
  const status = root.querySelector("[role=status]");
  const undo = root.querySelector("[data-undo]");
  const areas = [...document.querySelectorAll("[data-editor] textarea")];
  let oldValues = null;

  const pattern = () =>
    new RegExp(query.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), matchCase.checked ? "gu" : "giu");
  const findMatches = () =>
    query.value
      ? areas.flatMap((area) =>
          [...area.value.matchAll(pattern())].map((match) => ({
            area,
            start: match.index,
            end: match.index + match[0].length,
          })),
        )
      : [];
  /** Negative, zero or positive, as for sorting. */
  const compare = (a, b) => areas.indexOf(a.area) - areas.indexOf(b.area) || a.start - b.start;

  function go(direction) {
    const matches = findMatches();
    if (!matches.length) {
      status.textContent = query.value ? root.dataset.textNone : "";
      return;
    }
    const from = current ?? { area: areas[0], start: -1 };
    const isCursor = current?.end === current?.start;
    const next =
      direction > 0
        ? matches.find((match) => compare(match, from) > 0 || (isCursor && compare(match, from) === 0))
        : matches.findLast((match) => compare(match, from) < 0);
    const match = next ?? (direction > 0 ? matches[0] : matches.at(-1));
    select(match);
    status.textContent = root.dataset.textPosition
      .replace("{position}", matches.indexOf(match) + 1)
      .replace("{count}", matches.length);
  }

  function select(match) {
    current = match;
    match.area.closest("details")?.setAttribute("open", "");
    const focused = document.activeElement;
    match.area.setSelectionRange(match.start, match.end);
    // Browsers scroll to the selection only when the field gets the focus.
    match.area.blur();
    match.area.focus();
    focused?.focus();
  }

  function replaceOne() {
    const match = findMatches().find((one) => current && compare(one, current) === 0 && one.end === current.end);
    if (match) {
      const focused = document.activeElement;
      replaceRange(match.area, match.start, match.end, replacement.value);
      current = { ...match, start: match.start + replacement.value.length - 1 };
      focused?.focus();
    }
    go(1);
  }

  function replaceAll() {
    const count = findMatches().length;
    if (!count) return go(1);
    oldValues = areas.map((area) => area.value);
    for (const area of areas) {
      const replaced = area.value.replace(pattern(), () => replacement.value);
      setValue(area, replaced);
    }
    status.textContent = root.dataset.textReplaced.replace("{count}", count);
    undo.hidden = false;
  }

  function undoAll() {
    for (const [index, area] of areas.entries()) setValue(area, oldValues[index]);
    status.textContent = "";
    undo.hidden = true;
  }

  const commands = {
    next: () => go(1),
    previous: () => go(-1),
    replace: replaceOne,
    all: replaceAll,
    undo: undoAll,
    close: () => {
      root.hidden = true;
      current?.area.focus();
    },
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-find-command]");
    if (button) commands[button.dataset.findCommand]();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") commands.close();
    else if (event.key === "Enter" && event.target === query) go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === replacement) replaceOne();
    else return;
    event.preventDefault();
  });
  for (const area of areas) {
    area.addEventListener("input", () => {
      if (document.activeElement === area) undo.hidden = true;
    });
  }
  return { root, query };
}

// Sets the value in one step, with an undo button of ours: going through the browser's undo would
// take minutes for thousands of matches.
function setValue(area, value) {
  if (area.value === value) return;
  area.value = value;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
