// Makes "Start reading" continue where the reader stopped, from the position stored in this browser,
// and marks what was read in the contents.
import { dataOf, find } from "../elements.js";
import { markRead } from "./read_marks.js";
import { readPositions } from "./stored_positions.js";

export function start() {
  const link = find(document, "[data-continue]", HTMLAnchorElement);
  const position = readPositions()[dataOf(link, "continue")];
  if (!position) return;
  link.href = `${position.url}#position`;
  link.textContent = dataOf(link, "textContinue").replace("{chapter}", position.label ?? "");
  const contents = document.querySelector("[data-contents]");
  if (contents instanceof HTMLElement) markRead(contents, position.chapter);
}
