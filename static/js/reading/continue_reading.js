// Makes "Start reading" continue where a guest stopped, from the position stored in this browser.
import { dataOf, find } from "../elements.js";
import { readPositions } from "./stored_positions.js";

export function start() {
  const link = find(document, "[data-continue]", HTMLAnchorElement);
  const position = readPositions()[dataOf(link, "continue")];
  if (!position) return;
  link.href = `${position.chapter}#position`;
  link.textContent = dataOf(link, "textContinue").replace("{chapter}", position.label ?? "");
}
