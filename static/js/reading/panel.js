// The reader's panel: what is chosen holds at once. A guest's choice is kept in the browser, a
// member's on the account.
const page = document.documentElement;

export function start() {
  const panel = document.querySelector("[data-reading-panel]");
  const form = panel.querySelector("form");
  const isMember = "member" in page.dataset;
  const early = settings(form).filter((input) => input.checked !== input.defaultChecked);
  const chosenEarly = early.map((input) => [input, input.checked]);
  if (isMember) form.querySelector("[data-save]").hidden = true;
  else show(form);

  const choose = async (input) => {
    apply(input);
    if (isMember) await save(form);
    else keep(form);
  };
  form.addEventListener("change", (event) => choose(event.target));
  // What somebody chose while this was still on its way.
  for (const [input, checked] of chosenEarly) {
    input.checked = checked;
    if (checked || input.type === "checkbox") choose(input);
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

// text_size to textSize, as a data attribute is called from scripts.
const inScript = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const settings = (form) => [...form.elements].filter((each) => each.matches("[type=radio], [type=checkbox]"));

function apply(input) {
  const name = inScript(input.name);
  if (input.type === "radio") page.dataset[name] = input.value;
  else if (input.checked) page.dataset[name] = "yes";
  else delete page.dataset[name];
}

// A page for guests is the same for each of them, so it shows what is usual until here.
function show(form) {
  for (const input of settings(form)) {
    const kept = page.dataset[inScript(input.name)];
    if (input.type === "checkbox") input.checked = kept === "yes";
    else if (kept !== undefined) input.checked = kept === input.value;
  }
}

function keep(form) {
  const chosen = settings(form).filter((input) => input.checked && (input.type === "checkbox" || !input.defaultChecked));
  const kept = chosen.map((input) => [inScript(input.name), input.type === "radio" ? input.value : "yes"]);
  try {
    localStorage.setItem("serial.reading", JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // It holds for this page all the same.
  }
}

async function save(form) {
  const notSaved = form.querySelector("[data-not-saved]");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    notSaved.hidden = answer.ok || answer.type === "opaqueredirect";
  } catch {
    notSaved.hidden = false;
  }
}
