// The page of a chapter: its title, and the toolbar and preview of its three texts.
import { closest, dataOf, find } from "../elements.js";
import { runCommand, startFrame } from "./editor.js";

/** @param {HTMLElement} form */
export function startWriteForm(form) {
  const body = find(form, ".field.body [data-editor]");
  let current = body;
  form.addEventListener("focusin", (event) => {
    current = closest(event, "[data-editor]") ?? current;
  });
  // A note that was folded again cannot be typed in.
  startFrame(form, () => (current.getClientRects().length ? current : body));
  startChecksLink(form, () => runCommand(body, "preview"));
  startTitle(form, find(body, "textarea", HTMLTextAreaElement));
  form.querySelector(".errornote")?.scrollIntoView({ block: "nearest" });
}

/**
 * The number of findings in the toolbar; it leads to the first list that has one.
 * @param {HTMLElement} form
 * @param {() => void} showTexts
 */
function startChecksLink(form, showTexts) {
  const link = find(form, "[data-checks-link]");
  const counts = () => [
    .../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-editor] [data-count]")),
  ];
  form.addEventListener("serial:checks", () => {
    const total = counts().reduce((sum, one) => sum + Number(dataOf(one, "count")), 0);
    find(link, "[data-checks-total]").textContent = String(total);
    link.hidden = total === 0;
  });
  link.addEventListener("click", (event) => {
    const first = counts()[0];
    if (!first) return;
    event.preventDefault();
    first.closest(".note")?.setAttribute("open", "");
    const list = first.closest("[data-checks-open]");
    list?.setAttribute("open", "");
    // On a phone, the preview hides the notes.
    if (!first.getClientRects().length) showTexts();
    first.scrollIntoView({ block: "center" });
    list?.querySelector("summary")?.focus({ preventScroll: true });
  });
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
