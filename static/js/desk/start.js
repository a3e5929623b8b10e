// Starts the behaviours of a page of the desk.
import { startAutosave } from "./autosave.js";
import { startEditor } from "./editor.js";
import { recoverDrafts } from "./recover_drafts.js";
import { startRelativeTimes } from "./relative_time.js";
import { startSaveForm } from "./save_form.js";

const behaviours = {
  "[data-editor]": startEditor,
  "[data-autosave]": startAutosave,
  "[data-save-form]": startSaveForm,
};

const started = new Map(Object.keys(behaviours).map((selector) => [selector, new WeakSet()]));

function start(root) {
  for (const [selector, startBehaviour] of Object.entries(behaviours)) {
    for (const element of root.querySelectorAll(selector)) {
      // Skip the empty row that Django's inline formsets copy for new rows.
      if (element.closest(".empty-form") || started.get(selector).has(element)) continue;
      started.get(selector).add(element);
      startBehaviour(element);
    }
  }
}

start(document);
startRelativeTimes(document);
recoverDrafts();
// A new row of an inline formset has editors that are not started yet.
document.addEventListener("formset:added", (event) => start(event.target));
