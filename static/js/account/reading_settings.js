// The reading settings among the preferences: each change applies to the page, and is saved at once.
import { dataOf, find } from "../elements.js";
import { startSettings } from "../reading/reading_panel.js";

const form = find(document, "[data-reading-settings]", HTMLFormElement);
const saved = find(document, "[data-saved]");

startSettings(form, (isSaved) => {
  saved.textContent = isSaved ? dataOf(saved, "textSaved") : "";
});
