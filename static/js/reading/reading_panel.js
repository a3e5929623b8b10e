// The reading settings apply at once. A guest's settings are stored in the browser, a member's on
// the account.
import { closest, find } from "../elements.js";

export function start() {
  const panel = find(document, "[data-reading-panel]", HTMLDetailsElement);
  const form = find(panel, "form", HTMLFormElement);
  const isMember = "member" in document.documentElement.dataset;
  const changedInputs = settings(form).filter((input) => input.checked !== input.defaultChecked);
  const earlyChanges = changedInputs.map((input) => ({ input, checked: input.checked }));
  if (isMember) find(form, "[data-save]").hidden = true;
  else checkStoredSettings(form);

  /** @param {HTMLInputElement} input */
  const change = async (input) => {
    apply(input);
    if (isMember) await save(form);
    else store(form);
  };
  form.addEventListener("change", (event) => {
    const input = closest(event, "input", HTMLInputElement);
    if (input) change(input);
  });
  // Apply what the reader changed while this script was loading.
  for (const { input, checked } of earlyChanges) {
    input.checked = checked;
    if (checked || input.type === "checkbox") change(input);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(panel);
  });
  document.addEventListener("click", (event) => {
    if (panel.open && event.target instanceof Node && !panel.contains(event.target)) panel.open = false;
  });
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

/** @param {HTMLFormElement} form */
const settings = (form) =>
  [...form.elements].filter(
    /** @returns {input is HTMLInputElement} */ (input) => input.matches("[type=radio], [type=checkbox]"),
  );

/** @param {HTMLInputElement} input */
function apply(input) {
  const { dataset } = document.documentElement;
  const key = datasetKey(input.name);
  if (input.type === "radio") dataset[key] = input.value;
  else if (input.checked) dataset[key] = "yes";
  else delete dataset[key];
}

/**
 * All guests get the same page, so its form has the default settings checked until now.
 * @param {HTMLFormElement} form
 */
function checkStoredSettings(form) {
  for (const input of settings(form)) {
    const value = document.documentElement.dataset[datasetKey(input.name)];
    if (input.type === "checkbox") input.checked = value === "yes";
    else if (value !== undefined) input.checked = value === input.value;
  }
}

/** @param {HTMLFormElement} form */
function store(form) {
  const isChanged = (/** @type {HTMLInputElement} */ input) =>
    input.checked && (input.type === "checkbox" || !input.defaultChecked);
  const changed = settings(form).filter(isChanged);
  const entries = changed.map((input) => [datasetKey(input.name), input.type === "radio" ? input.value : "yes"]);
  try {
    localStorage.setItem("serial.reading", JSON.stringify(Object.fromEntries(entries)));
  } catch {
    // Storage may be blocked; the setting still applies to this page.
  }
}

/** @param {HTMLFormElement} form */
async function save(form) {
  const saveFailed = find(form, "[data-save-failed]");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    saveFailed.hidden = response.ok || response.type === "opaqueredirect";
  } catch {
    saveFailed.hidden = false;
  }
}
