// The keys of the queue.
import { find } from "../elements.js";
import { isShortcut } from "../modifier_keys.js";
import { isKeysOff, keyOf, showHelp, startSwitch } from "../single_keys.js";
import { pickRule } from "./panels.js";

// Longer than between two keys of who types: one second, in milliseconds.
const PAUSE = 1_000;

/**
 * Returns what pauses the keys until nothing was typed for a while.
 * @param {HTMLElement} queue
 */
export function startKeys(queue) {
  let pausedUntil = 0;
  const pause = () => {
    pausedUntil = performance.now() + PAUSE;
  };
  startSwitch(queue);
  document.addEventListener("keydown", (event) => {
    const panel = queue.querySelector("[data-part=act] > [data-panel-form]");
    if (event.key === "Enter" && isShortcut(event) && panel instanceof HTMLFormElement) {
      event.preventDefault();
      return panel.requestSubmit();
    }
    if (isKeysOff(queue)) return;
    if (performance.now() < pausedUntil) return pause();
    const key = keyOf(event);
    if (key && act(queue, key, panel)) event.preventDefault();
  });
  return pause;
}

/**
 * Does what a key does; returns whether it does anything.
 * @param {HTMLElement} queue
 * @param {string} key
 * @param {Element | null} panel the open form
 */
function act(queue, key, panel) {
  if (panel && /^[1-9]$/.test(key)) return pickRule(panel, key);
  if (key === "?") return showHelp(queue);
  if (key === "/") return openFilters(queue);
  // While a form is open, the other actions are out of sight; undo stays.
  if (panel && key !== "z") return false;
  const control = [...queue.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isUsable);
  if (!(control instanceof HTMLElement)) return false;
  control.click();
  if (control.matches("[data-more] > summary")) control.parentElement?.querySelector("button, a")?.focus();
  return true;
}

/**
 * The actions of a closed menu count.
 * @param {Element} control
 */
function isUsable(control) {
  const isDisabled = control.matches(":disabled, [aria-disabled]");
  return !isDisabled && !control.closest("[hidden]");
}

/** @param {HTMLElement} queue */
function openFilters(queue) {
  const filters = queue.querySelector("[data-filters]");
  if (!(filters instanceof HTMLDetailsElement) || !filters.checkVisibility()) return false;
  filters.open = true;
  find(filters, "input:not([type=hidden])").focus();
  return true;
}
