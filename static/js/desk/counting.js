// Words and reading time while one types, counted as serial/markup/words.py counts.

const NOT_WORDS = /(?<!\S)(?:[*#~⁂]+|\[\^?[0-9]+\])(?!\S)/g;
const CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const WORDS_A_MINUTE = 250;

export function countWords(text) {
  const pieces = text.match(/\S+/g)?.length ?? 0;
  const none = text.match(NOT_WORDS)?.length ?? 0;
  const characters = text.match(CHARACTER)?.length ?? 0;
  if (!characters) return pieces - none;
  // Each character is a word; what stands between them counts as pieces do.
  return (text.replace(CHARACTER, " ").match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0) + characters;
}

export function startCounting(area, shown) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  let timer = 0;
  const show = () => {
    const words = countWords(area.value);
    shown.textContent = shown.dataset.say
      .replace("{words}", numbers.format(words))
      .replace("{minutes}", numbers.format(Math.max(1, Math.round(words / WORDS_A_MINUTE))));
    shown.hidden = false;
  };
  show();
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
}
