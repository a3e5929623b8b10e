// Where a pasted passage is after more typing, and what separates its Markdown from its neighbours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findPassage, fitMarkdown } from "../../static/js/desk/pasting/passages.js";

// "pasted text" was pasted between two others.
const PASSAGE = { text: "pasted text", before: "One. Two.", after: "One. pasted textTwo.", start: 5, end: 16 };

/** @type {[string, string, {start: number, isUntouched: boolean} | null][]} */
const PLACES = [
  ["nothing was typed", "One. pasted textTwo.", { start: 5, isUntouched: true }],
  ["typed further on", "One. pasted textTwo. Three.", { start: 5, isUntouched: true }],
  ["typed right after it", "One. pasted text, so.Two.", { start: 5, isUntouched: false }],
  ["typed before it", "So one. One. pasted textTwo.", { start: 13, isUntouched: true }],
  ["typed right before it", "One. Apasted textTwo.", { start: 6, isUntouched: false }],
  ["typed on both sides", "So. One. pasted textTwo. Three.", { start: 9, isUntouched: false }],
  ["the text after it was deleted", "One. pasted text", { start: 5, isUntouched: false }],
  ["changed within", "One. pasted, text", null],
  ["deleted", "One. Two.", null],
  ["there twice, after changes on both sides", "pasted text or pasted text.", null],
];

for (const [name, value, expected] of PLACES) {
  test(`place of a pasted passage: ${name}`, () => {
    assert.deepEqual(findPassage(PASSAGE, value), expected && { ...expected, end: expected.start + 11 });
  });
}

/** @type {[string, string, string, string, string, string][]} */
const FITS = [
  ["words in a sentence", "*never*", "never", "She ", " did.", "*never*"],
  ["spaces at the ends are kept", "*never*", " never ", "She", "did.", " *never* "],
  ["but not doubled", "*never*", " never ", "She ", " did.", "*never*"],
  ["a whole paragraph before another", "*One.*", "One.\n", "", "Two.", "*One.*\n\n"],
  ["a whole paragraph at the end", "*Two.*", "Two.\n", "One.\n\n", "", "*Two.*\n\n"],
  ["a blank line is there", "*One.*", "One.\n", "", "\n\nTwo.", "*One.*"],
  ["paragraphs below a line", "*Two.*\n\nThree.", "Two.\nThree.", "One.\n", "", "\n*Two.*\n\nThree."],
  ["paragraphs in a sentence", "two.\n\n*Three.*", "two.\nThree.", "One ", "", "two.\n\n*Three.*"],
  ["paragraphs right after a word", "two.\n\n*Three.*", "two.\nThree.", "One.", "Four.", "\n\ntwo.\n\n*Three.*\n\n"],
  ["paragraphs in quotation marks", "two.\n\n*Three.*", "two.\nThree.", "“", "” Four.", "two.\n\n*Three.*"],
  ["one paragraph right after a word", "*two*", "two", "One.", "Three.", "*two*"],
  ["a heading in a sentence", "## Two", "Two", "One", "three", "\n\n## Two\n\n"],
  ["a quotation at the end", "One.\n\n> Two.", "One.\nTwo.", "", "Three.", "One.\n\n> Two.\n\n"],
  ["a quotation before white space only", "> Two.", "Two.", "", "\n", "> Two."],
  ["nothing", " \n", "x", "One", "two", ""],
];

for (const [name, markdown, plain, before, after, expected] of FITS) {
  test(`Markdown in place of plain text: ${name}`, () => {
    assert.equal(fitMarkdown(markdown, plain, before, after), expected);
  });
}
