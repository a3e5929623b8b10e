// The reading settings apply at once. A guest's settings are stored in the browser, a member's on
// the account.
const page = document.documentElement;

export function start() {
  const panel = document.querySelector("[data-reading-panel]");
  const form = panel.querySelector("form");
  const isMember = "member" in page.dataset;
  const changedInputs = settings(form).filter((input) => input.checked !== input.defaultChecked);
  const earlyChanges = changedInputs.map((input) => [input, input.checked]);
  if (isMember) form.querySelector("[data-save]").hidden = true;
  else checkStoredSettings(form);

  const change = async (input) => {
    apply(input);
    if (isMember) await save(form);
    else store(form);
  };
  form.addEventListener("change", (event) => change(event.target));
  // Apply what the reader changed while this script was loading.
  for (const [input, checked] of earlyChanges) {
    input.checked = checked;
    if (checked || input.type === "checkbox") change(input);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(panel);
  });
  document.addEventListener("click", (event) => {
    if (panel.open && !panel.contains(event.target)) panel.open = false;
  });
}

function close(panel) {
  panel.open = false;
  panel.querySelector("summary").focus();
}

// text_size to textSize: the name of a data attribute in scripts.
const datasetKey = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const settings = (form) => [...form.elements].filter((input) => input.matches("[type=radio], [type=checkbox]"));

function apply(input) {
  const key = datasetKey(input.name);
  if (input.type === "radio") page.dataset[key] = input.value;
  else if (input.checked) page.dataset[key] = "yes";
  else delete page.dataset[key];
}

// All guests get the same page, so its form has the default settings checked until now.
function checkStoredSettings(form) {
  for (const input of settings(form)) {
    const value = page.dataset[datasetKey(input.name)];
    if (input.type === "checkbox") input.checked = value === "yes";
    else if (value !== undefined) input.checked = value === input.value;
  }
}

function store(form) {
  const changed = settings(form).filter(
    (input) => input.checked && (input.type === "checkbox" || !input.defaultChecked),
  );
  const entries = changed.map((input) => [datasetKey(input.name), input.type === "radio" ? input.value : "yes"]);
  try {
    localStorage.setItem("serial.reading", JSON.stringify(Object.fromEntries(entries)));
  } catch {
    // Storage may be blocked; the setting still applies to this page.
  }
}

async function save(form) {
  const saveFailed = form.querySelector("[data-save-failed]");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    saveFailed.hidden = response.ok || response.type === "opaqueredirect";
  } catch {
    saveFailed.hidden = false;
  }
}
