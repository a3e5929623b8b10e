// Pages with commands on single letters. These can get in the way of speech input, so they can be switched off,
// for all such pages of the site (WCAG 2.1.4); they do nothing while a field has the focus, or with a modifier.
import { find } from "./elements.js";

const STORED = "serial.single-keys";
const FIELDS = "input, textarea, select, [contenteditable]";

/** @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat" | "target">} Key */

/**
 * The key of a keyboard event, in lower case; "" if it must do nothing.
 * @param {Key} event
 */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey, repeat, target }) {
  if (isInField(target) || ctrlKey || metaKey || altKey || repeat || key.length !== 1) return "";
  // Many keyboards have the question mark and the slash on a shifted key.
  return shiftKey && key.toLowerCase() !== key.toUpperCase() ? "" : key.toLowerCase();
}

/** @param {EventTarget | null} target */
export const isInField = (target) => Boolean(/** @type {Element | null} */ (target)?.closest?.(FIELDS));

/**
 * Whether keys do nothing now: they are switched off, or their list is open.
 * @param {HTMLElement} root
 */
export function isKeysOff(root) {
  return root.dataset.keys === "off" || Boolean(helpOf(root)?.open);
}

/**
 * Starts the list of the keys in this part of the page, with its switch.
 * @param {HTMLElement} root
 */
export function startSwitch(root) {
  const help = helpOf(root);
  if (help) startHelp(root, help);
  root.dataset.keys = isSwitchedOff() ? "off" : "on";
}

/** @param {HTMLElement} root */
export function showHelp(root) {
  const help = helpOf(root);
  help?.showModal();
  return help !== null;
}

/** @param {HTMLElement} root */
function helpOf(root) {
  const help = root.querySelector("[data-keys-help]");
  return help instanceof HTMLDialogElement ? help : null;
}

/**
 * @param {HTMLElement} root
 * @param {HTMLDialogElement} help
 */
function startHelp(root, help) {
  for (const control of root.querySelectorAll("[data-show-keys]")) {
    control.addEventListener("click", (event) => {
      event.preventDefault();
      showHelp(root);
    });
  }
  find(help, "[data-close-keys]").addEventListener("click", () => help.close());
  help.addEventListener("click", ({ target }) => target === help && help.close());
  const box = find(help, "input[type=checkbox]", HTMLInputElement);
  box.checked = !isSwitchedOff();
  box.addEventListener("change", () => {
    root.dataset.keys = box.checked ? "on" : "off";
    try {
      if (box.checked) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, "off");
    } catch {
      // Storage may be blocked: the choice then holds until the page is left.
    }
  });
}

function isSwitchedOff() {
  try {
    return localStorage.getItem(STORED) === "off";
  } catch {
    return false;
  }
}
