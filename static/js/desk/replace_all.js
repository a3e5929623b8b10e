// Replaces every match in several text areas. One press of Ctrl+Z brings all of them back.
import { replaceRange } from "./text_editing.js";

/** @typedef {{area: HTMLTextAreaElement, before: string, after: string}} Change */

export class ReplaceAll {
  constructor() {
    /** @type {Change[]} of the last replaceIn() */
    this.changes = [];
    this.isReverting = false;
    /** @type {Element | null} */
    this.focusedBefore = null;
    document.addEventListener("beforeinput", () => {
      if (!this.isReverting) this.focusedBefore = document.activeElement;
    });
    document.addEventListener("input", (event) => this.followUndo(event));
  }

  /**
   * @param {HTMLTextAreaElement[]} areas
   * @param {RegExp} pattern with the flag g
   * @param {string} replacement
   */
  replaceIn(areas, pattern, replacement) {
    this.changes = [];
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
        this.changes.push({ area, before, after: area.value });
      }
    });
  }

  /** Reverts the last replaceIn(), if nothing was changed since. */
  undo() {
    keepingFocus(() => this.revert("after", "before", "undo"));
  }

  /**
   * The browser's undo reverts one text area, and gives it the focus: the others follow.
   * @param {Event} event
   */
  followUndo(event) {
    if (this.isReverting || !(event instanceof InputEvent)) return;
    const change = this.changes.find(({ area }) => area === event.target);
    if (!change) return;
    if (event.inputType === "historyUndo" && change.area.value === change.before)
      keepingFocus(() => this.revert("after", "before", "undo"), this.focusedBefore);
    if (event.inputType === "historyRedo" && change.area.value === change.after)
      keepingFocus(() => this.revert("before", "after", "redo"), this.focusedBefore);
  }

  /**
   * Chromium has one history for the page, Firefox one for each text area: the number of steps is
   * the same, and in either case each text area has the focus once.
   * @param {"before" | "after"} from
   * @param {"before" | "after"} to
   * @param {"undo" | "redo"} command
   */
  revert(from, to, command) {
    const unreverted = () => this.changes.filter((change) => change.area.value === change[from]);
    this.isReverting = true;
    for (const change of unreverted()) {
      change.area.focus({ preventScroll: true });
      document.execCommand(command);
    }
    this.isReverting = false;
    for (const change of unreverted()) replaceRange(change.area, 0, change[from].length, change[to]);
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
