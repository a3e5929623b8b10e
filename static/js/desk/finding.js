// Find and replace within the chapter: over its text and both notes, in the order of the page.
import { replaceRange } from "./inserting.js";

let bar = null;
let last = null;

export function openFind(area) {
  bar ??= startBar(document.querySelector("[data-find]"));
  if (!bar) return;
  const selected = area.value.slice(area.selectionStart, area.selectionEnd);
  last = { area, start: area.selectionStart, end: area.selectionStart };
  bar.root.hidden = false;
  if (selected && !selected.includes("\n")) bar.wanted.value = selected;
  bar.wanted.focus();
  bar.wanted.select();
}

function startBar(root) {
  if (!root) return null;
  const wanted = root.querySelector("[name=find_wanted]");
  const instead = root.querySelector("[name=find_instead]");
  const matchesCase = root.querySelector("[name=find_case]");
  const said = root.querySelector("[role=status]");
  const undo = root.querySelector("[data-undo]");
  const areas = [...document.querySelectorAll("[data-editor] textarea")];
  let former = null;

  const pattern = () =>
    new RegExp(wanted.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), matchesCase.checked ? "gu" : "giu");
  const places = () =>
    wanted.value
      ? areas.flatMap((area) =>
          [...area.value.matchAll(pattern())].map((found) => ({
            area, start: found.index, end: found.index + found[0].length,
          })))
      : [];
  const isAfter = (place, than) =>
    areas.indexOf(place.area) - areas.indexOf(than.area) || place.start - than.start;

  function go(direction) {
    const found = places();
    if (!found.length) return void (said.textContent = wanted.value ? root.dataset.sayNone : "");
    const from = last ?? { area: areas[0], start: -1 };
    const next = direction > 0
      ? found.find((place) => isAfter(place, from) > 0 || (last?.end === last?.start && isAfter(place, from) === 0))
      : found.findLast((place) => isAfter(place, from) < 0);
    const place = next ?? (direction > 0 ? found[0] : found.at(-1));
    select(place);
    said.textContent = root.dataset.sayPlace
      .replace("{place}", found.indexOf(place) + 1).replace("{count}", found.length);
  }

  function select(place) {
    last = place;
    place.area.closest("details")?.setAttribute("open", "");
    const here = document.activeElement;
    place.area.setSelectionRange(place.start, place.end);
    // Focusing is what brings the selection into sight.
    place.area.blur();
    place.area.focus();
    here?.focus();
  }

  function replaceOne() {
    const place = places().find((one) => last && isAfter(one, last) === 0 && one.end === last.end);
    if (place) {
      const here = document.activeElement;
      replaceRange(place.area, place.start, place.end, instead.value);
      last = { ...place, start: place.start + instead.value.length - 1 };
      here?.focus();
    }
    go(1);
  }

  function replaceAll() {
    const count = places().length;
    if (!count) return go(1);
    former = areas.map((area) => area.value);
    for (const area of areas) setValue(area, area.value.replace(pattern(), () => instead.value));
    said.textContent = root.dataset.sayReplaced.replace("{count}", count);
    undo.hidden = false;
  }

  function undoAll() {
    areas.forEach((area, number) => setValue(area, former[number]));
    said.textContent = "";
    undo.hidden = true;
  }

  const actions = {
    next: () => go(1), previous: () => go(-1), replace: replaceOne, all: replaceAll, undo: undoAll,
    close: () => {
      root.hidden = true;
      last?.area.focus();
    },
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-find-do]");
    if (button) actions[button.dataset.findDo]();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") actions.close();
    else if (event.key === "Enter" && event.target === wanted) go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === instead) replaceOne();
    else return;
    event.preventDefault();
  });
  for (const area of areas) area.addEventListener("input", () => (undo.hidden = undo.hidden || document.activeElement === area));
  return { root, wanted };
}

// All at once: the browser's undo would take minutes over thousands of places, so "Undo" is ours.
function setValue(area, value) {
  if (area.value === value) return;
  area.value = value;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
