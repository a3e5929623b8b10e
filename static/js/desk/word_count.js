// The word count and reading time, updated while the author types.
import { dataOf, find } from "../elements.js";
import { whenIdle } from "./idle.js";
import { countWords } from "./words.js";

const WORDS_PER_MINUTE = 250;

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} output
 */
export function startWordCount(area, output) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  let timer = 0;
  // Of the saved text, if that is what the page opened with.
  const savedWords = "countsChange" in output.dataset ? countWords(area.defaultValue) : null;
  const update = () => {
    const words = countWords(area.value);
    const minutes = words && Math.max(1, Math.round(words / WORDS_PER_MINUTE));
    const text = dataOf(output, words === 1 ? "textWord" : "textWords");
    find(output, "[data-words]").textContent = text.replace("{words}", numbers.format(words));
    find(output, "[data-minutes]").textContent = minutes
      ? dataOf(output, "textMinutes").replace("{minutes}", numbers.format(minutes))
      : "";
    find(output, "[data-change]").textContent = savedWords === null ? "" : describeChange(words - savedWords);
    output.hidden = false;
  };
  /** @param {number} change in words, since the text was saved */
  function describeChange(change) {
    if (!change) return "";
    return dataOf(output, change > 0 ? "textMore" : "textFewer").replace("{count}", numbers.format(Math.abs(change)));
  }

  update();
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => whenIdle(update, 1_000), 300);
  });
}
