// The keys of the queue. Single letters can get in the way of speech input, so they can be switched off
// (WCAG 2.1.4); they do nothing while a field has the focus, or with a modifier.
import { find } from "../elements.js";
import { isShortcut } from "../modifier_keys.js";
import { pickRule } from "./panels.js";

const STORED = "serial.queue-keys";
const FIELDS = "input, textarea, select, [contenteditable]";

/**
 * The key of a keyboard event, in lower case; "" if it must do nothing.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat">} event
 * @param {boolean} isInField
 */
export function keyOf(event, isInField) {
  const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  if (isInField || ctrlKey || metaKey || altKey || repeat || key.length !== 1) return "";
  // Many keyboards have the question mark and the slash on a shifted key.
  return shiftKey && key.toLowerCase() !== key.toUpperCase() ? "" : key.toLowerCase();
}

/** @param {HTMLElement} queue */
export function startKeys(queue) {
  const help = queue.querySelector("[data-keys-help]");
  if (help instanceof HTMLDialogElement) startHelp(queue, help);
  queue.dataset.keys = isOff() ? "off" : "on";
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const panel = queue.querySelector("[data-part=act] > [data-panel-form]");
    if (event.key === "Enter" && isShortcut(event) && panel instanceof HTMLFormElement) {
      event.preventDefault();
      return panel.requestSubmit();
    }
    if (queue.dataset.keys === "off" || (help instanceof HTMLDialogElement && help.open)) return;
    const key = keyOf(event, Boolean(target?.closest(FIELDS)));
    if (key && act(queue, key, panel)) event.preventDefault();
  });
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

/** @param {HTMLElement} queue */
function showHelp(queue) {
  const help = queue.querySelector("[data-keys-help]");
  if (!(help instanceof HTMLDialogElement)) return false;
  help.showModal();
  return true;
}

/**
 * @param {HTMLElement} queue
 * @param {HTMLDialogElement} help
 */
function startHelp(queue, help) {
  for (const link of queue.querySelectorAll("[data-show-keys]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      showHelp(queue);
    });
  }
  find(help, "[data-close-keys]").addEventListener("click", () => help.close());
  help.addEventListener("click", ({ target }) => target === help && help.close());
  const box = find(help, "input[type=checkbox]", HTMLInputElement);
  box.checked = !isOff();
  box.addEventListener("change", () => {
    queue.dataset.keys = box.checked ? "on" : "off";
    try {
      if (box.checked) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, "off");
    } catch {
      // Storage may be blocked: the choice then holds until the page is left.
    }
  });
}

function isOff() {
  try {
    return localStorage.getItem(STORED) === "off";
  } catch {
    return false;
  }
}
