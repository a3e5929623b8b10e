// Files that are dropped anywhere on the form are chosen in its field.
import { find } from "../elements.js";

const form = find(document, "[data-import-drop]", HTMLFormElement);
const field = find(form, "input[type=file]", HTMLInputElement);

find(form, "[data-drop-hint]", HTMLElement).hidden = false;

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

form.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  form.classList.add("is-over");
});
form.addEventListener("dragleave", () => form.classList.remove("is-over"));
form.addEventListener("drop", (event) => {
  form.classList.remove("is-over");
  if (!hasFiles(event) || !event.dataTransfer) return;
  event.preventDefault();
  field.files = event.dataTransfer.files;
  field.focus();
});
