// Titles wrap, so they are text areas, but have one line: Enter saves the plan.
import { closest, find } from "../elements.js";

const form = find(document, ".import-plan", HTMLFormElement);
const save = find(form, "button[name=save]", HTMLButtonElement);

form.addEventListener("keydown", (event) => {
  const title = closest(event, "[data-one-line]", HTMLTextAreaElement);
  if (!title || event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(save);
});

form.addEventListener("input", (event) => {
  const title = closest(event, "[data-one-line]", HTMLTextAreaElement);
  if (title && /[\r\n]/.test(title.value)) title.value = title.value.replace(/[\r\n]+/g, " ");
});
