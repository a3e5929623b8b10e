// "Show" beside a password: shows it as typed, so that nobody has to type it twice.
import { dataOf, find, findAround } from "../elements.js";

for (const button of document.querySelectorAll("[data-show-password]")) startButton(button);

/** @param {HTMLElement} button */
function startButton(button) {
  const field = find(findAround(button, ".password"), "input", HTMLInputElement);
  const word = find(button, "[data-text-hide]");
  const textShow = word.textContent;

  /** @param {boolean} isShown */
  function show(isShown) {
    field.type = isShown ? "text" : "password";
    word.textContent = isShown ? dataOf(word, "textHide") : textShow;
  }

  field.spellcheck = false;
  field.autocapitalize = "off";
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // Browsers offer to store a password, and keep no other text of this field.
  field.form?.addEventListener("submit", () => show(false));
}
