// The word count and reading time, updated while the author types. Counts as
// serial/markup/words.py does.
import { dataOf } from "../elements.js";

const NOT_WORDS = /(?<!\S)(?:[*#~⁂]+|\[\^?[0-9]+\])(?!\S)/g;
// Chinese, Japanese and Korean are written without spaces: each character counts as a word.
const CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const WORDS_PER_MINUTE = 250;

/** @param {string} text */
export function countWords(text) {
  const tokens = text.match(/\S+/g)?.length ?? 0;
  const symbols = text.match(NOT_WORDS)?.length ?? 0;
  const characters = text.match(CHARACTER)?.length ?? 0;
  if (!characters) return tokens - symbols;
  const otherWords = text.replace(CHARACTER, " ").match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return otherWords + characters;
}

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
