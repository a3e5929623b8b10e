// The author's saved replies in the inbox: "Saved replies" lists them below the form, and choosing one adds it
// to the text in place. Without this script both are pages of their own.

import { closest, dataOf, find } from "../elements.js";
import { replaceRange } from "./text_editing.js";

/** @param {HTMLElement} form */
export function startSavedReplies(form) {
  form.addEventListener("click", (event) => {
    const chosen = closest(event, "[data-text]", HTMLButtonElement);
    if (chosen) insertReply(form, dataOf(chosen, "text"));
    else if (!closest(event, "[data-show-saved]") || !toggleList(form)) return;
    event.preventDefault();
  });
}

/**
 * Returns false where the page has no list to copy: the reply's own page shows it.
 * @param {HTMLElement} form
 */
function toggleList(form) {
  const shown = form.querySelector(".saved-replies");
  const template = document.querySelector("template[data-saved-replies]");
  if (!(template instanceof HTMLTemplateElement)) return false;
  if (shown) {
    shown.remove();
    return true;
  }
  form.append(template.content.cloneNode(true));
  find(form, ".saved-replies").focus();
  return true;
}

/**
 * Adds a saved text behind what is typed, as a paragraph of its own.
 * @param {HTMLElement} form
 * @param {string} saved
 */
function insertReply(form, saved) {
  const area = find(form, "textarea", HTMLTextAreaElement);
  const typed = area.value.trimEnd();
  replaceRange(area, typed.length, area.value.length, typed ? `\n\n${saved}` : saved);
}
