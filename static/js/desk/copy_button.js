// A button with data-copy-target="<id>" copies the value of that field, and reports the result in
// the .copy-status beside it. Without the clipboard API (or scripts) the button stays hidden.
import { dataOf, find } from "../elements.js";

/** @param {HTMLElement} button */
async function copy(button) {
  const field = find(document, `#${dataOf(button, "copyTarget")}`, HTMLInputElement);
  const status = find(button.parentElement ?? document, ".copy-status");
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = dataOf(button, "textCopied");
  } catch {
    field.focus();
    field.select();
    status.textContent = dataOf(button, "textFailed");
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy-target]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
