// Finds what a page of the desk can do more with scripts than without, and begins it.
import { startEditor } from "./editor.js";
import { startKeeping } from "./keeping.js";
import { sendLeftovers } from "./leftovers.js";
import { startMoments } from "./moments.js";
import { startSaving } from "./saving.js";

const behaviours = {
  "[data-editor]": startEditor,
  "[data-keeps]": startKeeping,
  "[data-saves]": startSaving,
};

const begun = new Map(Object.keys(behaviours).map((selector) => [selector, new WeakSet()]));

function start(root) {
  for (const [selector, begin] of Object.entries(behaviours)) {
    for (const element of root.querySelectorAll(selector)) {
      // The row that an inline form copies for new rows is not there to be typed in.
      if (element.closest(".empty-form") || begun.get(selector).has(element)) continue;
      begun.get(selector).add(element);
      begin(element);
    }
  }
}

start(document);
startMoments(document);
sendLeftovers();
// Rows that are added to an inline form come with the editors of the row they were copied from.
document.addEventListener("formset:added", (event) => start(event.target));
