// Marks in the contents of a story what was read, and where the reader stopped. Parts that were read
// to their end fold: what comes next stands near the heading.
import { find } from "../elements.js";

/**
 * @param {HTMLElement} contents with the texts of the marks in its data attributes
 * @param {string} chapter the id of the chapter where the reader stopped
 */
export function markRead(contents, chapter) {
  // An announced chapter has no link yet.
  const rows = /** @type {HTMLElement[]} */ ([...contents.querySelectorAll(".chapter-row:has(a)")]);
  const here = rows.findIndex((row) => row.dataset.id === chapter);
  if (here < 0) return;
  const { textHere = "", textRead = "", textCounted = "", newestFirst } = contents.dataset;
  const check = find(contents, "[data-read-mark]", HTMLTemplateElement).content;
  const isRead = (/** @type {number} */ index) => (newestFirst === undefined ? index < here : index > here);
  for (const [index, row] of rows.entries()) {
    const link = find(row, "a");
    if (index === here) {
      row.classList.add("is-here");
      link.append(" ", makeLabel("badge", textHere));
      row.closest("details")?.setAttribute("open", "");
    } else if (isRead(index)) {
      row.classList.add("is-read");
      // A no-break space: the mark does not leave the title for a line of its own.
      const mark = makeLabel("read-mark", "\u00a0");
      mark.append(check.cloneNode(true), makeLabel("visually-hidden", ` ${textRead}`));
      link.append(mark);
    }
  }
  for (const part of contents.querySelectorAll("details")) showProgress(part, textCounted);
}

/**
 * @param {HTMLDetailsElement} part
 * @param {string} text
 */
function showProgress(part, text) {
  const read = part.querySelectorAll(".is-read").length;
  const facts = part.querySelector("summary .facts");
  if (!read || !facts) return;
  const all = part.querySelectorAll(".chapter-row > a").length;
  if (read === all) part.open = false;
  facts.textContent = text.replace("{read}", String(read)).replace("{all}", String(all));
}

/**
 * @param {string} className
 * @param {string} text
 */
function makeLabel(className, text) {
  const label = document.createElement("span");
  label.className = className;
  label.textContent = text;
  return label;
}
