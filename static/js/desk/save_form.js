// Saves the form with Ctrl+S. Submits it once, after storing the working copy; the saved page then
// returns to the cursor.
/** @import { TextField } from "../elements.js" */
/** @import { Autosaver } from "./autosave.js" */
import { csrfToken } from "../csrf_token.js";
import { fieldOf, find } from "../elements.js";
import { isShortcut } from "../modifier_keys.js";
import { FIELDS, SUBMIT_TIMEOUT } from "./autosave.js";
import { takeOver } from "./typed_since_save.js";

const STORAGE_KEY = "serial.desk-cursor";

/**
 * @param {HTMLFormElement} form
 * @param {Autosaver} autosaver
 */
export function startSaveForm(form, autosaver) {
  document.addEventListener("keydown", (event) => {
    if (!isShortcut(event) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(find(form, "[name=_continue]"));
  });
  form.addEventListener("submit", (event) => submit(form, autosaver, event));
  // The page came back from the browser's history: the form may be submitted again.
  addEventListener("pageshow", () => form.removeAttribute("data-submitting"));
  // After the cursor of what was sent, which is replaced if more was typed.
  addEventListener("pagehide", () => autosaver.submitted && autosaver.isChanged && storeCursor(form));
  // On a slow connection the author may be typing before this script is there.
  const isTyping = FIELDS.some((name) => isChanged(fieldOf(form, name)));
  takeOver(form, FIELDS);
  restoreCursor(form, isTyping);
}

/**
 * @param {HTMLFormElement} form
 * @param {Autosaver} autosaver
 * @param {SubmitEvent} event
 */
async function submit(form, autosaver, event) {
  // A preview opens in a new tab and saves nothing.
  if (event.submitter?.hasAttribute("formtarget") || form.dataset.submitting === "now") return;
  event.preventDefault();
  if (form.dataset.submitting) return;
  form.dataset.submitting = "preparing";
  const isSaved = await autosaver.send();
  if (!isSaved && ["signedOut", "offline"].includes(autosaver.error)) {
    form.removeAttribute("data-submitting");
    find(form, "[data-save-status]").scrollIntoView({ block: "nearest" });
    return;
  }
  autosaver.onSubmit();
  find(form, "[name=csrfmiddlewaretoken]", HTMLInputElement).value = csrfToken();
  storeCursor(form);
  form.dataset.submitting = "now";
  form.requestSubmit(event.submitter);
  // Not again with the same revision: the server would find it outdated.
  form.dataset.submitting = "sent";
  autosaver.schedule("sent", SUBMIT_TIMEOUT, () => form.removeAttribute("data-submitting"));
}

/** @param {HTMLFormElement} form */
function storeCursor(form) {
  const focused = document.activeElement;
  const isArea = focused instanceof HTMLTextAreaElement && focused.form === form;
  const area = isArea ? focused : find(form, "[name=body]", HTMLTextAreaElement);
  const { name, selectionStart: start, selectionEnd: end, scrollTop } = area;
  const cursor = { name, start, end, scrollTop, isFocused: focused === area, pageScroll: scrollY };
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(cursor));
}

/** @param {TextField | null} field */
const isChanged = (field) => field !== null && field.value !== field.defaultValue;

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isTyping
 */
function restoreCursor(form, isTyping) {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  // Only after a successful save, which shows a message.
  if (isTyping || !stored || !document.querySelector(".messages .success")) return;
  const { name, start, end, scrollTop, isFocused, pageScroll } = JSON.parse(stored);
  const area = fieldOf(form, name);
  if (!area) return;
  area.setSelectionRange(start, end);
  if (isFocused) area.focus({ preventScroll: true });
  area.scrollTop = scrollTop;
  scrollTo(0, pageScroll);
}
