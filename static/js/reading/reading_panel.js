// The reading settings apply at once. A guest's settings are stored in the browser, a member's on
// the account.
import { closest, dataOf, find, findAround } from "../elements.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} Setting */

export function start() {
  const panel = find(document, "[data-reading-panel]", HTMLDetailsElement);
  startSettings(find(panel, "form", HTMLFormElement));
  find(panel, "[data-close]").addEventListener("click", () => close(panel));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(panel);
  });
  document.addEventListener("click", (event) => {
    if (panel.open && event.target instanceof Node && !panel.contains(event.target)) panel.open = false;
  });
}

/**
 * Applies each change of the form to the page, and stores it.
 * @param {HTMLFormElement} form
 * @param {(isSaved: boolean) => unknown} [onSaved] for a member
 */
export function startSettings(form, onSaved) {
  const isMember = "member" in document.documentElement.dataset;
  const earlyChanges = settings(form)
    .filter(isChanged)
    .map((setting) => ({ setting, value: settingValue(setting) }));
  if (isMember) find(form, "[data-save]").hidden = true;
  else showStoredSettings(form);

  /** @param {Setting[]} changed */
  const change = async (changed) => {
    for (const setting of changed) apply(setting);
    updateSteppers(form);
    if (!isMember) return store(form);
    const isSaved = await save(form, changed);
    onSaved?.(isSaved);
  };
  form.addEventListener("change", ({ target }) => isSetting(target) && change([target]));
  form.addEventListener("click", (event) => {
    const step = closest(event, "[data-step]");
    if (step) stepBy(findAround(step, "[data-stepper]"), Number(dataOf(step, "step")));
    if (closest(event, "[data-reset]")) change(reset(form));
  });
  // Apply what the reader changed while this script was loading.
  for (const { setting, value } of earlyChanges) {
    setValue(setting, value);
    if (value || setting.type === "checkbox") change([setting]);
  }
  updateSteppers(form);
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** @param {HTMLDetailsElement} panel */
function close(panel) {
  panel.open = false;
  find(panel, "summary").focus();
}

/**
 * text_size to textSize: the name of a data attribute in scripts.
 * @param {string} name
 */
const datasetKey = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/**
 * @param {unknown} element
 * @returns {element is Setting}
 */
const isSetting = (element) =>
  element instanceof HTMLElement && element.matches("[type=radio], [type=checkbox], select");

/** @param {HTMLFormElement} form */
const settings = (form) => [...form.elements].filter(isSetting);

/**
 * The value of a list, whether a switch is on, or of a radio button its value if it is chosen.
 * @param {Setting} setting
 */
function settingValue(setting) {
  if (setting instanceof HTMLSelectElement) return setting.value;
  if (setting.type === "checkbox") return setting.checked ? "yes" : "";
  return setting.checked ? setting.value : "";
}

/**
 * @param {Setting} setting
 * @param {string} value
 */
function setValue(setting, value) {
  if (setting instanceof HTMLSelectElement) setting.value = value;
  else if (setting.type === "checkbox") setting.checked = value === "yes";
  else setting.checked = value === setting.value;
}

/**
 * Whether it differs from what the server sent.
 * @param {Setting} setting
 */
function isChanged(setting) {
  if (setting instanceof HTMLSelectElement) return !setting.selectedOptions[0]?.defaultSelected;
  return setting.checked !== setting.defaultChecked;
}

/** @param {Setting} setting */
function apply(setting) {
  const { dataset } = document.documentElement;
  const value = settingValue(setting);
  if (value) dataset[datasetKey(setting.name)] = value;
  else if (setting.type === "checkbox") delete dataset[datasetKey(setting.name)];
}

/**
 * All guests get the same page, so its form shows the default settings until now.
 * @param {HTMLFormElement} form
 */
function showStoredSettings(form) {
  for (const setting of settings(form)) {
    const value = document.documentElement.dataset[datasetKey(setting.name)];
    if (value !== undefined) setValue(setting, value);
  }
}

/** @param {HTMLFormElement} form */
function store(form) {
  const changed = settings(form).filter((setting) => isChanged(setting) && settingValue(setting));
  const entries = changed.map((setting) => [datasetKey(setting.name), settingValue(setting)]);
  try {
    localStorage.setItem("serial.reading", JSON.stringify(Object.fromEntries(entries)));
  } catch {
    // Storage may be blocked; the setting still applies to this page.
  }
}

/**
 * Saves what was changed, and nothing that another tab may have changed meanwhile. Returns whether it
 * is saved; if not, the form says so.
 * @param {HTMLFormElement} form
 * @param {Setting[]} changed
 */
async function save(form, changed) {
  const saveFailed = find(form, "[data-save-failed]");
  const body = new FormData(form);
  for (const name of new Set(changed.map((setting) => setting.name))) body.append("changed", name);
  try {
    const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    saveFailed.hidden = response.ok || response.type === "opaqueredirect";
  } catch {
    saveFailed.hidden = false;
  }
  return saveFailed.hidden;
}

/**
 * Chooses the next or the previous option of a list.
 * @param {Element} stepper
 * @param {number} by
 */
function stepBy(stepper, by) {
  const list = find(stepper, "select", HTMLSelectElement);
  list.selectedIndex = Math.min(list.length - 1, Math.max(0, list.selectedIndex + by));
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * At the end of a list a button is disabled. It keeps the focus, unlike one with `disabled`.
 * @param {HTMLFormElement} form
 */
function updateSteppers(form) {
  for (const stepper of form.querySelectorAll("[data-stepper]")) {
    const list = find(stepper, "select", HTMLSelectElement);
    const [less, more] = stepper.querySelectorAll("[data-step]");
    less?.setAttribute("aria-disabled", String(list.selectedIndex === 0));
    more?.setAttribute("aria-disabled", String(list.selectedIndex === list.length - 1));
  }
}

/**
 * Chooses the defaults, and returns what they are the values of.
 * @param {HTMLFormElement} form
 */
function reset(form) {
  const all = settings(form);
  for (const setting of all) setValue(setting, setting.closest("[data-default]")?.getAttribute("data-default") ?? "");
  return all.filter((setting) => setting.type === "checkbox" || settingValue(setting));
}
