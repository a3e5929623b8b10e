// Starts the behaviours that any page of the desk may have. Those with editors (start_editors.js), comments
// (start_comments.js) and the page of a chapter (start_chapter_form.js) load more.

import { start as startTimeZone } from "../account/time_zone.js";
import { startRelativeTimes } from "../relative_time.js";
import { startBehaviours } from "./behaviours.js";
import { startDrop } from "./drop.js";
import { recoverDrafts } from "./recover_drafts.js";
import { startTimeZoneField } from "./time_zone_field.js";
import { startUndoRelease } from "./undo_release.js";

startBehaviours([
  { selector: "[data-release], [data-drop]", start: startDrop },
  { selector: "[data-undo-seconds]", start: startUndoRelease },
  { selector: "[data-time-zone-field]", start: startTimeZoneField },
]);
startRelativeTimes(document);
if ("lacksTimeZone" in document.documentElement.dataset) startTimeZone();
recoverDrafts();
