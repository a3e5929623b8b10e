import assert from "node:assert/strict";
import { test } from "node:test";
import { joinEdits } from "../../static/js/desk/fixes.js";

/** @type {import("../../static/js/desk/fixes.js").FixEdit[]} */
const ESCAPES = [
  [0, "-", "\\-"],
  [6, "-", "\\-"],
];

/**
 * @param {string} value
 * @param {import("../../static/js/desk/fixes.js").FixEdit[]} edits
 */
function apply(value, edits, shift = 0) {
  const joined = joinEdits(value, edits, shift);
  return joined && value.slice(0, joined.start) + joined.text + value.slice(joined.end);
}

test("several edits become one replacement", () => {
  assert.equal(apply("- So.\n- No.", ESCAPES), "\\- So.\n\\- No.");
  assert.deepEqual(joinEdits("- So.\n- No.", ESCAPES, 0), { start: 0, end: 7, text: "\\- So.\n\\-" });
});

test("edits move with their place", () => {
  assert.equal(apply("Oh.\n- So.\n- No.", ESCAPES, 4), "Oh.\n\\- So.\n\\- No.");
  assert.equal(apply("see the wall", [[3, " the", ""]]), "see wall");
});

test("nothing is replaced where other words stand", () => {
  assert.equal(apply("- So.\n+ No.", ESCAPES), null);
  assert.equal(apply("- So.", ESCAPES), null);
  assert.equal(apply("- So.\n- No.", ESCAPES, -1), null);
  assert.equal(apply("- So.", []), null);
});
