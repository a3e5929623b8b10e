// Marks in the contents of a story what was read, and where the reader stopped.
import { find } from "../elements.js";

/**
 * @param {HTMLElement} contents with the texts of the marks in its data attributes
 * @param {string} chapter the id of the chapter where the reader stopped
 */
export function markRead(contents, chapter) {
  const rows = /** @type {HTMLElement[]} */ ([...contents.querySelectorAll(".chapter-row")]);
  const here = rows.findIndex((row) => row.dataset.id === chapter);
  if (here < 0) return;
  const { textHere = "", textRead = "", newestFirst } = contents.dataset;
  const isRead = (/** @type {number} */ index) => (newestFirst === undefined ? index < here : index > here);
  for (const [index, row] of rows.entries()) {
    const link = find(row, "a");
    if (index === here) {
      row.classList.add("is-here");
      link.after(makeLabel("badge", textHere));
      row.closest("details")?.setAttribute("open", "");
    } else if (isRead(index)) {
      row.classList.add("is-read");
      link.append(makeLabel("visually-hidden", ` ${textRead}`));
    }
  }
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
