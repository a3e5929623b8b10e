// Files and folders that are dropped anywhere on the form are chosen in its field.
import { find } from "../elements.js";
import { takeEntries } from "./import_folder.js";

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
  const items = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
  const entries = items.filter((entry) => entry !== null);
  if (entries.some((entry) => entry.isDirectory)) {
    takeEntries(entries);
    return;
  }
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change"));
  field.focus();
});
