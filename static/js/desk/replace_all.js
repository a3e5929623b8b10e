// Replaces every match in several text areas. One press of Ctrl+Z brings all of them back.
import { replaceRange } from "./text_editing.js";

/** @typedef {{area: HTMLTextAreaElement, before: string, after: string}} Change */

/** @type {Change[]} */
let changes = [];
let isReverting = false;
/** @type {Element | null} */
let focusedBefore = null;

/**
 * @param {HTMLTextAreaElement[]} areas
 * @param {RegExp} pattern with the flag g
 * @param {string} replacement
 */
export function replaceAllIn(areas, pattern, replacement) {
  changes = [];
  keepingFocus(() => {
    for (const area of areas) {
      const before = area.value;
      const matches = [...before.matchAll(pattern)];
      const last = matches.at(-1);
      if (!last) continue;
      area.closest("details")?.setAttribute("open", "");
      const start = matches[0].index;
      const end = last.index + last[0].length;
      replaceRange(
        area,
        start,
        end,
        before.slice(start, end).replace(pattern, () => replacement),
      );
      changes.push({ area, before, after: area.value });
    }
  });
}

/** Reverts the last replaceAllIn(), if nothing was changed since. */
export function undoReplaceAll() {
  keepingFocus(() => follow(changes, "after", "before", "undo"));
}

/**
 * The browser's undo reverts one text area, and gives it the focus: the others follow.
 * @param {Event} event
 */
function onInput(event) {
  if (isReverting || !(event instanceof InputEvent)) return;
  const change = changes.find(({ area }) => area === event.target);
  if (!change) return;
  if (event.inputType === "historyUndo" && change.area.value === change.before)
    keepingFocus(() => follow(changes, "after", "before", "undo"), focusedBefore);
  if (event.inputType === "historyRedo" && change.area.value === change.after)
    keepingFocus(() => follow(changes, "before", "after", "redo"), focusedBefore);
}

/**
 * Chromium has one history for the page, Firefox one for each text area: the number of steps is
 * the same, and in either case each text area has the focus once.
 * @param {Change[]} all
 * @param {"before" | "after"} from
 * @param {"before" | "after"} to
 * @param {"undo" | "redo"} command
 */
function follow(all, from, to, command) {
  isReverting = true;
  for (const change of all.filter((one) => one.area.value === one[from])) {
    change.area.focus({ preventScroll: true });
    document.execCommand(command);
  }
  isReverting = false;
  for (const change of all.filter((one) => one.area.value === one[from])) {
    replaceRange(change.area, 0, change[from].length, change[to]);
  }
}

/**
 * @param {() => void} action
 * @param {Element | null} focused
 */
function keepingFocus(action, focused = document.activeElement) {
  action();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

document.addEventListener("beforeinput", () => {
  if (!isReverting) focusedBefore = document.activeElement;
});
document.addEventListener("input", onInput);
