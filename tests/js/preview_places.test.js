// Which element of the preview shows the paragraph with the cursor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { elementAt, lettersOf } from "../../static/js/desk/preview_places.js";

const SOURCE = "“So,” *she* said.\n\n***\n\n“Go.”\n\n“Go.”\n\nThe end --- at last.";
const ELEMENTS = ["So she said", "", "Go", "Go", "The end — at last"].map(lettersOf);

test("the element with the words of the cursor's line, the nearest of several", () => {
  for (const [place, index] of /** @type {const} */ ([
    ["she", 0],
    ["“Go.”\n\n“", 2],
    ["“Go.”\n\nThe", 3],
    ["end", 4],
  ])) {
    assert.equal(elementAt(SOURCE, SOURCE.indexOf(place), ELEMENTS), index, place);
  }
});

test("on an empty line, the line before it", () => {
  assert.equal(elementAt(SOURCE, SOURCE.indexOf("\n\n***") + 1, ELEMENTS), 0);
});

test("words that the preview does not have yet are looked for by their place", () => {
  assert.equal(elementAt("One.\n\nNew words\n\nTwo.", 12, ["one", "two"]), 1);
  assert.equal(elementAt("", 0, []), -1);
});
