// What the buttons of the toolbar write. « and » stand around the selection, before and after.
import assert from "node:assert/strict";
import { test } from "node:test";
import { link, nextFootnote, toggleQuotation, wrapInContainer } from "../../static/js/desk/block_markup.js";

/** @typedef {(value: string, start: number, end: number) => import("../../static/js/desk/block_markup.js").Edit} ToEdit */

/** @type {ToEdit} */
const letter = (value, start, end) => wrapInContainer(value, start, end, "letter");

/**
 * @param {ToEdit} edit
 * @param {string} marked
 */
function apply(edit, marked) {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const value = marked.replace(/[«»]/g, "");
  const { start: from, end: to, text, selectionStart, selectionEnd } = edit(value, start, end);
  const changed = value.slice(0, from) + text + value.slice(to);
  return `${changed.slice(0, selectionStart)}«${changed.slice(selectionStart, selectionEnd)}»${changed.slice(selectionEnd)}`;
}

/** @type {[ToEdit, string, string][]} */
const CASES = [
  [letter, "«»", "::: letter\n«»\n:::"],
  [letter, "One.«»", "One.\n\n::: letter\n«»\n:::"],
  [letter, "One.\n\n«»\n\nTwo.", "One.\n\n::: letter\n«»\n:::\n\nTwo."],
  [letter, "One.\n\n«Dear H»anna\n\nTwo.", "One.\n\n::: letter\n«Dear Hanna»\n:::\n\nTwo."],
  [letter, "One.\n«Two.\n\nThree.»\nFour.", "One.\n\n::: letter\n«Two.\n\nThree.»\n:::\n\nFour."],
  [toggleQuotation, "One.\n\nT«w»o.", "One.\n\n«> Two.»"],
  [toggleQuotation, "«One.\n\nTwo.»", "«> One.\n>\n> Two.»"],
  [toggleQuotation, "«> One.\n>\n> Two.»", "«One.\n\nTwo.»"],
  [toggleQuotation, "One«».", "> One.«»"],
  [link, "See «here».", "See [here](«https://»)."],
  [link, "See «».", "See [«»](https://)."],
  [link, "«https://example.org/»", "[«»](https://example.org/)"],
];

test("a button changes the selection", () => {
  for (const [edit, before, after] of CASES) assert.equal(apply(edit, before), after);
});

test("footnotes are numbered on", () => {
  assert.equal(nextFootnote("None."), 1);
  assert.equal(nextFootnote("One.[^1] Two.[^7]\n\n[^1]: A.\n[^7]: B."), 8);
});
