// Marks in the contents of a story what was read, and where the reader stopped.

/**
 * @param {HTMLElement} contents with the texts of the marks in its data attributes
 * @param {string} chapter the path of the chapter where the reader stopped
 */
export function markRead(contents, chapter) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...contents.querySelectorAll(".chapter-row > a")]);
  const path = chapter.split("?")[0];
  const here = links.findIndex((link) => link.pathname === path);
  if (here < 0) return;
  const { textHere = "", textRead = "", newestFirst } = contents.dataset;
  const isRead = (/** @type {number} */ index) => (newestFirst === undefined ? index < here : index > here);
  for (const [index, link] of links.entries()) {
    const row = /** @type {HTMLElement} */ (link.parentElement);
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
