// Starts the editors of a page: the templates of their fields load it.

import { startBehaviours } from "./behaviours.js";
import { startTextChecks } from "./checks.js";
import { startEditor } from "./editor.js";
import { startRichPaste } from "./pasting/rich_paste.js";

startBehaviours([
  { selector: "[data-editor]", start: startEditor },
  // After the editors, which take pictures that are pasted.
  { selector: "[data-rich-paste]", start: startRichPaste },
  { selector: "[data-text-checks]", start: startTextChecks },
]);
