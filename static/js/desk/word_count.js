// The word count and reading time, updated while the author types.
import { dataOf } from "../elements.js";
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
    output.textContent = dataOf(output, "textCount")
      .replace("{words}", numbers.format(words))
      .replace("{minutes}", numbers.format(Math.max(1, Math.round(words / WORDS_PER_MINUTE))));
    output.hidden = false;
  };
  update();
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(update, 300);
  });
}
