// Counts the words of a text in any script, as serial/markup/words.py does; the tests of both share
// their cases.

// Also footnote marks as they are written ([^1]).
const NOT_WORDS = /(?<!\S)(?:[*#~⁂]+|-|\[\^?[0-9]+\])(?!\S)/g;
const DASH = "(?:[\\u2012-\\u2015\\u2e3a\\u2e3b]|--)";
const MARKS = "[\"'“”‘’„‚«»‹›()\\[\\]{}.,;:!?…¿¡*_~]";
const DASHES = new RegExp(`(?:(?<!\\S)${MARKS}*)?${DASH}(?:${DASH}|${MARKS}|-)*`, "g");
// Chinese, Japanese and Korean are written without spaces: each of these characters is a word.
const CHARACTERS =
  "\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3105-\\u312f\\u3131-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff" +
  "\\ua960-\\ua97c\\uac00-\\ud7a3\\uf900-\\ufaff\\uff66-\\uff9d\\uffa1-\\uffdc\\u1100-\\u115f" +
  "\\u{1aff0}-\\u{1b16f}\\u{20000}-\\u{323af}";
// The scripts whose words are found by dictionary.
const SCRIPTS = {
  th: "\\u0e00-\\u0e7f",
  lo: "\\u0e80-\\u0eff",
  km: "\\u1780-\\u17ff\\u19e0-\\u19ff",
  my: "\\u1000-\\u109f\\ua9e0-\\ua9ff\\uaa60-\\uaa7f",
};
const CHARACTER = new RegExp(`[${CHARACTERS}]`, "gu");
const UNSPACED = new RegExp(`[${CHARACTERS}${Object.values(SCRIPTS).join("")}]`, "u");
// A word may be cut in two where a run of 5,000 characters ends, as it is in words.py.
const RUNS = Object.entries(SCRIPTS).map(([locale, script]) => ({
  run: new RegExp(`[${script}]{1,5000}`, "gu"),
  // Firefox before version 125 has no dictionaries: there, a run counts as a word.
  segmenter: "Segmenter" in Intl ? new Intl.Segmenter(locale, { granularity: "word" }) : null,
}));
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** @param {string} source */
export function countWords(source) {
  const text = source.replace(DASHES, " ");
  if (!UNSPACED.test(text)) return tokensOf(text).length - (text.match(NOT_WORDS)?.length ?? 0);
  // NFC, because a Hangul syllable may be typed as two or three letters.
  const tokens = tokensOf(text.replace(NOT_WORDS, " ").normalize("NFC"));
  return tokens.reduce((count, token) => count + countInToken(token), 0);
}

/** @param {string} text */
const tokensOf = (text) => text.match(/\S+/g) ?? [];

/**
 * Counts the words of a token between white space; parts of it may be in unspaced scripts.
 * @param {string} token
 */
function countInToken(token) {
  if (!UNSPACED.test(token)) return 1;
  let count = token.match(CHARACTER)?.length ?? 0;
  let rest = token.replace(CHARACTER, " ");
  for (const { run, segmenter } of RUNS) {
    for (const text of rest.match(run) ?? []) count += segmenter ? countSegments(segmenter, text) : 1;
    rest = rest.replace(run, " ");
  }
  return count + tokensOf(rest).filter((part) => LETTER_OR_DIGIT.test(part)).length;
}

/**
 * @param {Intl.Segmenter} segmenter
 * @param {string} text
 */
const countSegments = (segmenter, text) =>
  [...segmenter.segment(text)].filter(({ segment }) => LETTER_OR_DIGIT.test(segment)).length;
