// Saves the form with Ctrl+S. Submits it once, after storing the working copy; the saved page then
// returns to the cursor.
import { autosavers } from "./autosave.js";
import { csrfToken } from "./requests.js";

const STORAGE_KEY = "serial.desk-cursor";

export function startSaveForm(form) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  document.addEventListener("keydown", (event) => {
    const isShortcut = isApple ? event.metaKey : event.ctrlKey;
    if (!isShortcut || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=_continue]"));
  });
  form.addEventListener("submit", (event) => submit(form, event));
  // The page came back from the browser's history: the form may be submitted again.
  addEventListener("pageshow", () => form.removeAttribute("data-submitting"));
  restoreCursor(form);
}

async function submit(form, event) {
  // A preview opens in a new tab and saves nothing.
  if (event.submitter?.hasAttribute("formtarget") || form.dataset.submitting === "now") return;
  event.preventDefault();
  if (form.dataset.submitting) return;
  form.dataset.submitting = "preparing";
  const autosaver = autosavers.get(form);
  const isSaved = await autosaver.send();
  if (!isSaved && ["signedOut", "offline"].includes(autosaver.error)) {
    form.removeAttribute("data-submitting");
    form.querySelector("[data-save-status]").scrollIntoView({ block: "nearest" });
    return;
  }
  autosaver.isSubmitted = true;
  form.elements.csrfmiddlewaretoken.value = csrfToken();
  storeCursor(form);
  form.dataset.submitting = "now";
  form.requestSubmit(event.submitter ?? undefined);
}

function storeCursor(form) {
  const focused = document.activeElement;
  const area = focused?.form === form && focused.tagName === "TEXTAREA" ? focused : form.elements.body;
  const { name, selectionStart: start, selectionEnd: end, scrollTop } = area;
  const cursor = { name, start, end, scrollTop, isFocused: focused === area, pageScroll: scrollY };
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(cursor));
}

function restoreCursor(form) {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  // Only after a successful save, which shows a message.
  if (!stored || !document.querySelector(".messages .success")) return;
  const { name, start, end, scrollTop, isFocused, pageScroll } = JSON.parse(stored);
  const area = form.elements[name];
  area.setSelectionRange(start, end);
  if (isFocused) area.focus({ preventScroll: true });
  area.scrollTop = scrollTop;
  scrollTo(0, pageScroll);
}
