// Selects the place that a link from the search in a story leads to, ?at=body.120.126, or puts the
// cursor where it was when the unsaved changes were typed that the editor opens with.
import { selectRange } from "./text_editing.js";

/** @param {HTMLElement} root the chapter's form */
export function selectFoundPlace(root) {
  const { caret } = root.dataset;
  const place = new URLSearchParams(location.search).get("at") ?? (caret ? `body.${caret}.${caret}` : "");
  const [field = "", start, end] = place.split(".");
  const area = field && root.querySelector(`#id_${CSS.escape(field)}`);
  if (!(area instanceof HTMLTextAreaElement) || !start || !end) return;
  const [first, last] = [start, end].map((offset) => unitsBefore(area.value, Number(offset)));
  if (first === undefined || last === undefined) return;
  const select = () => {
    // Somebody who types already is elsewhere, in this field or in another one.
    const focused = document.activeElement;
    if (area.value !== area.defaultValue || (focused !== area && focused?.matches("textarea, input"))) return;
    selectRange(area, first, last);
  };
  // The browser goes to the field that the link names first, and the field gets its height.
  if (document.readyState === "complete") select();
  else addEventListener("load", () => requestAnimationFrame(select), { once: true });
}

/**
 * The server counts characters, the browser UTF-16 code units.
 * @param {string} text
 * @param {number} count of characters
 */
export function unitsBefore(text, count) {
  let units = 0;
  for (const character of text) {
    if (count-- <= 0) break;
    units += character.length;
  }
  return units;
}
