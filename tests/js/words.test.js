// The word count of the editor, on the same cases as serial/markup/words.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countWords } from "../../static/js/desk/words.js";

/** @type {[string, number][]} */
const CASES = JSON.parse(readFileSync(new URL("../markup/word_counts.json", import.meta.url), "utf8"));

for (const [text, words] of CASES) {
  test(`${JSON.stringify(text)} has ${words} words`, () => assert.equal(countWords(text), words));
}

test("footnote marks do not count, as they are written or as they are shown", () => {
  assert.equal(countWords("One [^1] two [1]"), 2);
});

test("a long text without spaces is counted in chunks", () => {
  const words = countWords("สวัสดีชาวโลก".repeat(5_000));
  assert.ok(words >= 15_000 && words <= 15_000 + (60_000 / 5_000) * 2);
});
