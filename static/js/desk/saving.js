// Saving from the keyboard, once, with what is typed kept before it leaves; and coming back to the
// place where one wrote.
import { keepers } from "./keeping.js";
import { token } from "./sending.js";

const PLACE = "serial-desk-place";

export function startSaving(form) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  document.addEventListener("keydown", (event) => {
    const isCommand = isApple ? event.metaKey : event.ctrlKey;
    if (!isCommand || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=_continue]"));
  });
  form.addEventListener("submit", (event) => submit(form, event));
  // Back from the history: the form may be sent again.
  addEventListener("pageshow", () => form.removeAttribute("data-sending"));
  returnToPlace(form);
}

async function submit(form, event) {
  // A preview opens in a tab of its own and saves nothing.
  if (event.submitter?.hasAttribute("formtarget") || form.dataset.sending === "now") return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "asked";
  const keeper = keepers.get(form);
  const isKept = await keeper.send();
  if (!isKept && ["signedout", "offline"].includes(keeper.trouble)) {
    form.removeAttribute("data-sending");
    form.querySelector("[data-state]").scrollIntoView({ block: "nearest" });
    return;
  }
  keeper.isSubmitted = true;
  form.elements.csrfmiddlewaretoken.value = token();
  rememberPlace(form);
  form.dataset.sending = "now";
  form.requestSubmit(event.submitter ?? undefined);
}

function rememberPlace(form) {
  const here = document.activeElement;
  const area = here?.form === form && here.tagName === "TEXTAREA" ? here : form.elements.body;
  const { name, selectionStart: start, selectionEnd: end, scrollTop: within } = area;
  const isHere = here === area;
  sessionStorage.setItem(PLACE, JSON.stringify({ name, start, end, within, isHere, page: scrollY }));
}

function returnToPlace(form) {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  // Only after saving: the page then says that it did.
  if (!kept || !document.querySelector(".messages .success")) return;
  const { name, start, end, within, isHere, page } = JSON.parse(kept);
  const area = form.elements[name];
  area.setSelectionRange(start, end);
  if (isHere) area.focus({ preventScroll: true });
  area.scrollTop = within;
  scrollTo(0, page);
}
