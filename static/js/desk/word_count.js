// The word count and reading time, updated while the author types.
import { dataOf, find } from "../elements.js";
import { countWords } from "./words.js";

const WORDS_PER_MINUTE = 250;

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} output
 */
export function startWordCount(area, output) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  let timer = 0;
  const update = () => {
    const words = countWords(area.value);
    const minutes = Math.max(1, Math.round(words / WORDS_PER_MINUTE));
    find(output, "[data-words]").textContent = dataOf(output, "textWords").replace("{words}", numbers.format(words));
    find(output, "[data-minutes]").textContent = dataOf(output, "textMinutes").replace(
      "{minutes}",
      numbers.format(minutes),
    );
    output.hidden = false;
  };
  update();
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(update, 300);
  });
}
