// Starts the behaviours of a page of the desk.

import { start as startTimeZone } from "../account/time_zone.js";
import { startRelativeTimes } from "../relative_time.js";
import { startAutosave } from "./autosave.js";
import { startTextChecks } from "./checks.js";
import { startDraftComments } from "./draft_comments.js";
import { startDrop } from "./drop.js";
import { startEditor } from "./editor.js";
import { startFindReplace } from "./find_replace.js";
import { selectFoundPlace } from "./found_place.js";
import { startInboxKeys } from "./inbox_keys.js";
import { startRichPaste } from "./pasting/rich_paste.js";
import { recoverDrafts } from "./recover_drafts.js";
import { startRelease } from "./release.js";
import { removePostedReply, startReplyForm } from "./reply_form.js";
import { startSaveForm } from "./save_form.js";
import { startSavedReplies } from "./saved_replies.js";
import { startTimeZoneField } from "./time_zone_field.js";
import { startUndoRelease } from "./undo_release.js";
import { startWriteForm } from "./write_form.js";

/** @type {{selector: string, startBehaviour: (element: HTMLElement) => void, started: WeakSet<HTMLElement>}[]} */
const behaviours = [
  { selector: "[data-editor]", startBehaviour: startEditor, started: new WeakSet() },
  { selector: "[data-write]", startBehaviour: startWriteForm, started: new WeakSet() },
  { selector: "[data-release]", startBehaviour: startRelease, started: new WeakSet() },
  { selector: "[data-release], [data-drop]", startBehaviour: startDrop, started: new WeakSet() },
  // After the editors, which take pictures that are pasted.
  { selector: "[data-rich-paste]", startBehaviour: startRichPaste, started: new WeakSet() },
  { selector: "[data-text-checks]", startBehaviour: startTextChecks, started: new WeakSet() },
  { selector: "[data-find]", startBehaviour: startFindReplace, started: new WeakSet() },
  { selector: "[data-autosave]", startBehaviour: startChapterForm, started: new WeakSet() },
  { selector: "[data-undo-seconds]", startBehaviour: startUndoRelease, started: new WeakSet() },
  { selector: "[data-time-zone-field]", startBehaviour: startTimeZoneField, started: new WeakSet() },
  { selector: "[data-reply-form]", startBehaviour: startReplyForm, started: new WeakSet() },
  { selector: "[data-draft-comments-section]", startBehaviour: startDraftComments, started: new WeakSet() },
  { selector: "[data-inbox]", startBehaviour: startInboxKeys, started: new WeakSet() },
  { selector: "[data-reply-form]", startBehaviour: startSavedReplies, started: new WeakSet() },
];

/** @param {HTMLElement} form */
function startChapterForm(form) {
  if (form instanceof HTMLFormElement) startSaveForm(form, startAutosave(form));
  selectFoundPlace(form);
}

/** @param {ParentNode} root */
function start(root) {
  for (const { selector, startBehaviour, started } of behaviours) {
    for (const element of root.querySelectorAll(selector)) {
      // Skip the empty row that Django's inline formsets copy for new rows.
      if (element.closest(".empty-form") || started.has(element)) continue;
      started.add(element);
      startBehaviour(element);
    }
  }
}

removePostedReply(document);
start(document);
startRelativeTimes(document);
if ("lacksTimeZone" in document.documentElement.dataset) startTimeZone();
recoverDrafts();
// A new row of an inline formset has editors that are not started yet.
document.addEventListener("formset:added", (event) => {
  if (event.target instanceof Element) start(event.target);
});
