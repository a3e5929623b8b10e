// What was typed into a form of the queue, until it is sent. The form comes from a template, so that browsers
// do not bring its words back with Back: they are kept for this tab, by item.

const PREFIX = "serial.queue-draft.";

/** @typedef {{name: string, isOpen: boolean, fields: Record<string, string[]>}} Draft */

/**
 * @param {string} item
 * @returns {Draft | null}
 */
export function readDraft(item) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + item) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} item
 * @param {HTMLFormElement} form
 * @param {boolean} isOpen whether the form opens by itself when the item is shown again
 */
export function keepDraft(item, form, isOpen) {
  const fields = fieldsOf(form);
  const draft = { name: form.dataset.panelForm ?? "", isOpen, fields };
  // A list always has a choice.
  const typed = controlsOf(form).filter((control) => !(control instanceof HTMLSelectElement));
  const isTyped = typed.some((control) => fields[control.name].some(Boolean));
  write(item, isTyped ? JSON.stringify(draft) : null);
}

/** @param {string} item */
export function forgetDraft(item) {
  write(item, null);
}

/**
 * Fills a form with what was typed.
 * @param {HTMLFormElement} form
 * @param {Draft["fields"]} fields
 */
export function fillForm(form, fields) {
  for (const control of controlsOf(form)) {
    const values = fields[control.name] ?? [];
    const isChoice = control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
    if (isChoice) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  for (const fold of form.querySelectorAll("details")) {
    fold.open ||= [...fold.querySelectorAll("textarea")].some((field) => field.value);
  }
}

/**
 * What a moderator chose and typed; not the hidden fields, which say what they saw.
 * @param {HTMLFormElement} form
 */
function fieldsOf(form) {
  const names = new Set(controlsOf(form).map((control) => control.name));
  const data = new FormData(form);
  return Object.fromEntries([...names].map((name) => [name, data.getAll(name).map(String)]));
}

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]}
 */
function controlsOf(form) {
  return [...form.querySelectorAll("input:not([type=hidden]), textarea, select")].filter(
    (control) =>
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement,
  );
}

/**
 * @param {string} item
 * @param {string | null} text
 */
function write(item, text) {
  try {
    if (text === null) sessionStorage.removeItem(PREFIX + item);
    else sessionStorage.setItem(PREFIX + item, text);
  } catch {
    // Storage may be blocked or full: then the words stay on the page only.
  }
}
