// Find and replace in the text and both notes of a chapter, in the order of the page.
import { closest, dataOf, find } from "../elements.js";
import { ReplaceAll } from "./replace_all.js";
import { replaceRange, selectRange } from "./text_editing.js";

/** @typedef {{area: HTMLTextAreaElement, start: number, end: number}} Match */

/** @param {HTMLElement} root */
export function startFindReplace(root) {
  const query = find(root, "[name=find_text]", HTMLInputElement);
  const replacement = find(root, "[name=find_replacement]", HTMLInputElement);
  const matchCase = find(root, "[name=find_match_case]", HTMLInputElement);
  const status = find(root, "[role=status]");
  const undo = find(root, "[data-undo]");
  const replacing = new ReplaceAll();
  const areas = [...document.querySelectorAll("textarea")].filter((area) => area.closest("[data-editor]"));
  /** @type {Match | null} */
  let current = null;

  const pattern = () =>
    new RegExp(query.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), matchCase.checked ? "gu" : "giu");

  /** @param {HTMLTextAreaElement} area */
  const matchesIn = (area) =>
    [...area.value.matchAll(pattern())].map(({ 0: text, index }) => ({ area, start: index, end: index + text.length }));
  const findMatches = () => (query.value ? areas.flatMap(matchesIn) : []);

  /**
   * Negative, zero or positive, as for sorting.
   * @param {Match} a
   * @param {Match} b
   */
  const compare = (a, b) => areas.indexOf(a.area) - areas.indexOf(b.area) || a.start - b.start;

  /** @param {HTMLTextAreaElement} area that has the cursor */
  function open(area) {
    const selected = area.value.slice(area.selectionStart, area.selectionEnd);
    current = { area, start: area.selectionStart, end: area.selectionStart };
    root.hidden = false;
    if (selected && !selected.includes("\n")) query.value = selected;
    query.focus();
    query.select();
  }

  /** @param {1 | -1} direction */
  function go(direction) {
    const matches = findMatches();
    const match = direction > 0 ? nextOf(matches) : previousOf(matches);
    if (!match) {
      status.textContent = query.value ? dataOf(root, "textNone") : "";
      return;
    }
    select(match);
    status.textContent = dataOf(root, "textPosition")
      .replace("{position}", String(matches.indexOf(match) + 1))
      .replace("{count}", String(matches.length));
  }

  /** @param {Match[]} matches */
  function nextOf(matches) {
    const from = current;
    if (!from) return matches[0];
    const isCursor = from.end === from.start;
    return matches.find((match) => compare(match, from) >= (isCursor ? 0 : 1)) ?? matches[0];
  }

  /** @param {Match[]} matches */
  function previousOf(matches) {
    const from = current;
    return (from && matches.findLast((match) => compare(match, from) < 0)) ?? matches.at(-1);
  }

  /** @param {Match} match */
  function select(match) {
    current = match;
    const focused = document.activeElement;
    selectRange(match.area, match.start, match.end);
    if (focused instanceof HTMLElement) focused.focus();
  }

  function replaceOne() {
    const match = findMatches().find((one) => current && compare(one, current) === 0 && one.end === current.end);
    if (match) {
      const focused = document.activeElement;
      replaceRange(match.area, match.start, match.end, replacement.value);
      current = { ...match, start: match.start + replacement.value.length - 1 };
      if (focused instanceof HTMLElement) focused.focus();
    }
    go(1);
  }

  function replaceAll() {
    const count = findMatches().length;
    if (!count) return go(1);
    replacing.replaceIn(areas, pattern(), replacement.value);
    status.textContent = dataOf(root, "textReplaced").replace("{count}", String(count));
    undo.hidden = false;
  }

  function undoAll() {
    replacing.undo();
    status.textContent = "";
    undo.hidden = true;
  }

  function close() {
    root.hidden = true;
    current?.area.focus();
  }

  /** @type {Record<string, () => void>} */
  const commands = {
    next: () => go(1),
    previous: () => go(-1),
    replace: replaceOne,
    all: replaceAll,
    undo: undoAll,
    close,
  };
  // An editor asks for this with its key or its button.
  document.addEventListener("serial:find", (event) => {
    if (event.target instanceof HTMLTextAreaElement) open(event.target);
  });
  root.addEventListener("click", (event) => {
    const button = closest(event, "[data-find-command]");
    if (button) commands[dataOf(button, "findCommand")]?.();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === query) go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === replacement) replaceOne();
    else return;
    event.preventDefault();
  });
  for (const area of areas) {
    area.addEventListener("input", () => {
      if (!undo.hidden && document.activeElement === area) undo.hidden = true;
    });
  }
}
