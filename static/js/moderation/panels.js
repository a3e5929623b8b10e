// The forms that open in place of the buttons: to reject, hide, hold, warn or sanction, to close, or to note.
import { closest, find } from "../elements.js";
import { opensNewTab } from "../modifier_keys.js";
import { fillForm, keepDraft, readDraft } from "./panel_draft.js";

/** @param {HTMLElement} queue */
export function startPanels(queue) {
  queue.addEventListener("click", (event) => {
    const opener = closest(event, "a[data-opens]", HTMLAnchorElement);
    const cancel = closest(event, "a[data-cancel]", HTMLAnchorElement);
    if ((!opener && !cancel) || opensNewTab(event)) return;
    const isDone = opener ? openPanel(queue, opener.dataset.opens ?? "") : closePanel(queue);
    if (isDone) event.preventDefault();
  });
  queue.addEventListener("change", (event) => {
    const rule = closest(event, "input[name=rule]", HTMLInputElement);
    if (rule?.form) fillWords(rule.form, rule);
    keep(queue);
  });
  queue.addEventListener("input", () => keep(queue));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePanel(queue);
  });
}

/**
 * Opens the form again in which something was typed and not sent, such as after Back.
 * @param {HTMLElement} queue
 */
export function reopenPanel(queue) {
  const draft = readDraft(itemOf(queue));
  if (draft?.isOpen && !openForm(queue)) openPanel(queue, draft.name);
}

/** @param {HTMLElement} queue */
export function itemOf(queue) {
  return queue.querySelector("[data-parts]")?.getAttribute("data-pk") ?? "";
}

/** @param {HTMLElement} queue */
function openForm(queue) {
  const form = queue.querySelector("[data-part=act] > [data-panel-form]");
  return form instanceof HTMLFormElement ? form : null;
}

/**
 * @param {HTMLElement} queue
 * @param {boolean} [isOpen]
 */
function keep(queue, isOpen = true) {
  const form = openForm(queue);
  if (form) keepDraft(itemOf(queue), form, isOpen);
}

/**
 * @param {HTMLElement} queue
 * @param {string} name
 */
function openPanel(queue, name) {
  const part = find(queue, "[data-part=act]");
  const template = part.querySelector(`template[data-panel="${CSS.escape(name)}"]`);
  if (!(template instanceof HTMLTemplateElement)) return false;
  part.querySelector(":scope > [data-panel-form]")?.remove();
  const buttons = find(part, "[data-buttons]");
  buttons.querySelector("details[open]")?.removeAttribute("open");
  buttons.hidden = true;
  part.prepend(template.content.cloneNode(true));
  restore(find(part, ":scope > [data-panel-form]", HTMLFormElement), readDraft(itemOf(queue)));
  keep(queue);
  find(part, ":scope > [data-panel-form] [data-panel-title]").focus();
  return true;
}

/**
 * @param {HTMLFormElement} form
 * @param {import("./panel_draft.js").Draft | null} draft
 */
function restore(form, draft) {
  if (draft?.name !== form.dataset.panelForm) return;
  fillForm(form, draft?.fields ?? {});
  const words = form.querySelector("[data-words-field]");
  const rule = form.querySelector("input[name=rule]:checked");
  // Words of the rule change with the rule.
  if (words instanceof HTMLElement && rule instanceof HTMLElement) words.dataset.filled = rule.dataset.words;
}

/** @param {HTMLElement} queue */
function closePanel(queue) {
  const part = queue.querySelector("[data-part=act]");
  const form = part?.querySelector(":scope > [data-panel-form]");
  if (!part || !form) return false;
  // Opened again, it has the words; it does not open by itself.
  keep(queue, false);
  form.remove();
  const buttons = find(part, "[data-buttons]");
  buttons.hidden = false;
  const opener = buttons.querySelector("a, button");
  if (opener instanceof HTMLElement) opener.focus();
  return true;
}

/**
 * Chooses the rule with this number. The focus stays, so that the next number can follow.
 * @param {Element} panel
 * @param {string} number
 */
export function pickRule(panel, number) {
  const rule = panel.querySelector(`input[data-rule="${number}"]`);
  if (!(rule instanceof HTMLInputElement) || !rule.form) return false;
  rule.checked = true;
  fillWords(rule.form, rule);
  rule.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/**
 * Puts the words of a rule into the field, unless the moderator wrote their own.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} rule
 */
function fillWords(form, rule) {
  const words = form.querySelector("[data-words-field]");
  if (!(words instanceof HTMLTextAreaElement)) return;
  const isUntouched = !words.value || words.value === words.dataset.filled;
  if (!isUntouched) return;
  words.value = words.dataset.filled = rule.dataset.words ?? "";
}
