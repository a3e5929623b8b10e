// The page of a chapter: its title, and the toolbar and preview of its three texts.
import { closest, find } from "../elements.js";
import { startFrame } from "./editor.js";

/** @param {HTMLElement} form */
export function startWriteForm(form) {
  const body = find(form, ".field.body [data-editor]");
  let current = body;
  form.addEventListener("focusin", (event) => {
    current = closest(event, "[data-editor]") ?? current;
  });
  // A note that was folded again cannot be typed in.
  startFrame(form, () => (current.getClientRects().length ? current : body));
  startTitle(form, find(body, "textarea", HTMLTextAreaElement));
  form.querySelector(".errornote")?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLElement} form
 * @param {HTMLTextAreaElement} body
 */
function startTitle(form, body) {
  const title = find(form, "[data-title]", HTMLTextAreaElement);
  const preview = find(form, "[data-preview-title]");
  title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    body.focus();
  });
  title.addEventListener("input", () => {
    if (/[\r\n]/.test(title.value)) title.value = title.value.replace(/[\r\n]+/g, " ");
    preview.textContent = title.value;
  });
}
