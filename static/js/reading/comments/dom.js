// Elements and texts that the templates provide for scripts, and what is done with elements.
import { find } from "../../elements.js";

export const formStrings = () => find(document, "[data-form-strings]", HTMLTemplateElement);
export const commentStrings = () => find(document, "[data-comment-strings]", HTMLTemplateElement);

/**
 * A copy of an element in a <template>.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {HTMLTemplateElement} template
 * @param {string} selector
 * @param {new () => T} [type]
 */
export const cloneFrom = (template, selector, type) =>
  /** @type {T} */ (find(template.content, selector, type).cloneNode(true));

/**
 * @param {string} name
 * @param {string} value
 */
export function hiddenInput(name, value) {
  const input = document.createElement("input");
  return Object.assign(input, { type: "hidden", name, value });
}

/**
 * Shows a text in the live region of `container`, so that screen readers announce it.
 * @param {ParentNode} container
 * @param {string} text
 */
export function announce(container, text) {
  const status = container.querySelector(":scope > [data-status]") ?? container.querySelector("[data-status]");
  if (status) status.textContent = text;
}

/**
 * Focuses an element that is not focusable by itself, and scrolls to it.
 * @param {HTMLElement} element
 */
export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const isMotionReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: isMotionReduced ? "instant" : "smooth" });
}

/** Whether the reader is typing. A late response then takes neither the focus nor the place on the page. */
export const isTyping = () => Boolean(document.activeElement?.matches("textarea, input"));

/**
 * Calls `change`, which moves elements: the one with the focus has the focus and its selection afterwards,
 * unless it was removed.
 * @param {() => unknown} change
 */
export function keepFocus(change) {
  const element = document.activeElement;
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  const { selectionStart = null, selectionEnd = null } = isField ? element : {};
  change();
  if (!(element instanceof HTMLElement) || !element.isConnected || element === document.activeElement) return;
  element.focus({ preventScroll: true });
  if (isField && selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
}

/** Whether guests' comments are posted from this page. */
export const isGuest = () => !("member" in document.documentElement.dataset);
