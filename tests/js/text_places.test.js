// Places of a list in a text that has changed since, and lines that become paragraphs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeNear, separateLines } from "../../static/js/desk/text_places.js";

/** @type {[string, string, string, string, string, number, number][]} */
const CASES = [
  ["unchanged", "So *it was *so.", "was ", "*", "so.", 11, 11],
  ["text was typed before it", "And so *it was *so.", "was ", "*", "so.", 11, 15],
  ["the text before it changed", "It is *so.", "was ", "*", "so.", 11, 6],
  ["the text after it changed", "So *it was *that.", "was ", "*", "so.", 11, 11],
  ["the nearest of several", "*a *b *c", "", "*", "", 4, 3],
  ["nothing of it is left", "So.", "was ", "*", "so.", 11, 3],
];

for (const [name, value, before, passage, after, start, expected] of CASES) {
  test(`place in a changed text: ${name}`, () => {
    assert.equal(placeNear(value, before, passage, after, start), expected);
  });
}

test("each line becomes a paragraph", () => {
  assert.equal(separateLines("\nOne.  \n  Two.\n***\nThree.\n"), "One.\n\n  Two.\n\n***\n\nThree.");
});
