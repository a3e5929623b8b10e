// Settings that are saved one by one: each form with data-setting is sent when it changes, and says
// beside it that it was saved. Their buttons are for texts, and for pages without scripts.
import { csrfToken } from "../csrf_token.js";
import { closest, dataOf, find, findAround } from "../elements.js";

/** @typedef {{isSaving: boolean, isChanged: boolean, sent: string}} State `sent`: what was saved last */

/** @type {WeakMap<HTMLFormElement, State>} */
const states = new WeakMap();
const TEXTS = "input[type=text], input[type=url], input:not([type]), textarea";

/** @param {Event} event */
const formOf = (event) => closest(event, "form[data-setting]", HTMLFormElement);

/** @param {HTMLFormElement} form */
function start(form) {
  find(form, "[data-save]").hidden = !form.querySelector(TEXTS);
  states.set(form, { isSaving: false, isChanged: false, sent: fingerprint(form) });
}

/**
 * Files are compared by name: choosing the same one again sends it again.
 * @param {HTMLFormElement} form
 */
const fingerprint = (form) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

/**
 * Sends the form; what changes meanwhile is sent afterwards.
 * @param {HTMLFormElement | null} form
 */
async function save(form) {
  if (!form) return;
  if ("reloads" in form.dataset) return form.submit();
  const state = states.get(form) ?? { isSaving: false, isChanged: false, sent: "" };
  states.set(form, state);
  state.isChanged = true;
  if (state.isSaving) return;
  state.isSaving = true;
  while (state.isChanged) {
    state.isChanged = false;
    await send(form, state);
  }
  state.isSaving = false;
}

/**
 * @param {HTMLFormElement} form
 * @param {State} state
 */
async function send(form, state) {
  const sending = fingerprint(form);
  const texts = /** @type {HTMLElement} */ (findAround(form, "[data-settings]"));
  const isUnchanged = sending === state.sent && !form.querySelector("[aria-invalid=true]");
  if (isUnchanged) return say(form, dataOf(texts, "textSaved"), true);
  say(form, "");
  const url = new URL(form.action);
  url.searchParams.set("as", "fragment");
  const body = new FormData(form);
  body.set("csrfmiddlewaretoken", csrfToken());
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      // Errors that are none of the form come as JSON.
      headers: { Accept: "application/json, text/html" },
      redirect: "manual",
      keepalive: !hasFile(form),
    });
    if (response.type === "opaqueredirect") return say(form, dataOf(texts, "textSignedOut"));
    const content = await response.text();
    if (response.headers.get("Content-Type")?.startsWith("application/json"))
      return say(form, JSON.parse(content).image[0]);
    const answer = new DOMParser().parseFromString(content, "text/html").querySelector("form[data-setting]");
    if (!answer) return say(form, dataOf(texts, "textFailed"));
    const isSame = sending === fingerprint(form);
    if (isSame) showFields(form, answer);
    if (!response.ok) return;
    // The site may write it in another way.
    state.sent = isSame ? fingerprint(form) : sending;
    if (isSame) say(form, dataOf(texts, "textSaved"), true);
  } catch {
    say(form, dataOf(texts, "textFailed"));
  }
}

/** @param {HTMLFormElement} form */
const hasFile = (form) => form.querySelector("input[type=file]") !== null;

/**
 * @param {HTMLFormElement} form
 * @param {string} message
 * @param {boolean} [isSaved]
 */
function say(form, message, isSaved = false) {
  const status = find(form, "[data-status]");
  status.textContent = message;
  status.toggleAttribute("data-failed", !isSaved);
}

/**
 * Shows the fields as the server has them: with errors, with another hint. The focus stays.
 * @param {HTMLFormElement} form
 * @param {Element} answer
 */
function showFields(form, answer) {
  const fields = find(form, "[data-fields]");
  const focused = document.activeElement;
  const id = focused && fields.contains(focused) ? focused.id : "";
  const selection = focused instanceof HTMLTextAreaElement || isLine(focused) ? textSelection(focused) : null;
  fields.replaceWith(document.adoptNode(find(answer, "[data-fields]")));
  if (!id) return;
  const again = document.getElementById(id);
  again?.focus();
  if (selection && (again instanceof HTMLTextAreaElement || isLine(again))) again.setSelectionRange(...selection);
}

/**
 * @param {Element | null} element
 * @returns {element is HTMLInputElement}
 */
const isLine = (element) => element instanceof HTMLInputElement && ["text", "url"].includes(element.type);

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @returns {[number, number]}
 */
const textSelection = (field) => [field.selectionStart ?? 0, field.selectionEnd ?? 0];

for (const root of document.querySelectorAll("[data-settings]")) {
  for (const form of root.querySelectorAll("form[data-setting]")) {
    if (form instanceof HTMLFormElement) start(form);
  }
  root.addEventListener("change", (event) => save(formOf(event)));
  root.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (!form || "reloads" in form.dataset) return;
    event.preventDefault();
    save(form);
  });
}
