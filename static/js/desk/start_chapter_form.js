// Starts the page of a chapter, before start.js: what it keeps of a text is read first.

// The editors come first.
import "./start_editors.js";
import { startAutosave } from "./autosave.js";
import { startBehaviours } from "./behaviours.js";
import { startDraftComments } from "./draft_comments.js";
import { startFindReplace } from "./find_replace.js";
import { selectFoundPlace } from "./found_place.js";
import { startRelease } from "./release.js";
import { startSaveForm } from "./save_form.js";
import { startWriteForm } from "./write_form.js";

startBehaviours([
  { selector: "[data-write]", start: startWriteForm },
  { selector: "[data-release]", start: startRelease },
  { selector: "[data-find]", start: startFindReplace },
  { selector: "[data-autosave]", start: startChapterForm },
  { selector: "[data-draft-comments-section]", start: startDraftComments },
]);

/** @param {HTMLElement} form */
function startChapterForm(form) {
  if (form instanceof HTMLFormElement) startSaveForm(form, startAutosave(form));
  selectFoundPlace(form);
}
