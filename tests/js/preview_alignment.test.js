// The preview replaces only what changed, and scrolls with the text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alignedScrollTop, changedRange } from "../../static/js/desk/preview_alignment.js";

/** @type {[string, string, string, {start: number, oldEnd: number, newEnd: number}][]} */
const CASES = [
  ["nothing changed", "abc", "abc", { start: 3, oldEnd: 3, newEnd: 3 }],
  ["one changed in the middle", "abc", "axc", { start: 1, oldEnd: 2, newEnd: 2 }],
  ["one added in the middle", "abc", "abxc", { start: 2, oldEnd: 2, newEnd: 3 }],
  ["one added at the start", "abc", "xabc", { start: 0, oldEnd: 0, newEnd: 1 }],
  ["one added at the end", "abc", "abcx", { start: 3, oldEnd: 3, newEnd: 4 }],
  ["one removed", "abc", "ac", { start: 1, oldEnd: 2, newEnd: 1 }],
  ["one of two equal neighbours removed", "abba", "aba", { start: 2, oldEnd: 3, newEnd: 2 }],
  ["one repeated", "aba", "abba", { start: 2, oldEnd: 2, newEnd: 3 }],
  ["all changed", "abc", "xy", { start: 0, oldEnd: 3, newEnd: 2 }],
  ["the first preview", "", "abc", { start: 0, oldEnd: 0, newEnd: 3 }],
  ["an empty text", "abc", "", { start: 0, oldEnd: 3, newEnd: 0 }],
];

for (const [name, before, after, range] of CASES) {
  test(`changed range: ${name}`, () => {
    assert.deepEqual(
      changedRange([...before], [...after], (a, b) => a === b),
      range,
    );
  });
}

test("replacing the changed range gives the new list", () => {
  const texts = ["", "a", "ab", "ba", "aab", "aba", "abab", "baba", "abcabc"];
  for (const before of texts) {
    for (const after of texts) {
      const { start, oldEnd, newEnd } = changedRange([...before], [...after], (a, b) => a === b);
      assert.equal(before.slice(0, start) + after.slice(start, newEnd) + before.slice(oldEnd), after);
    }
  }
});

/** @param {number} scrollTop */
const scrolled = (scrollTop, scrollHeight = 1_100) => ({ scrollTop, scrollHeight, clientHeight: 100 });

test("the preview is scrolled as far as the text", () => {
  const preview = scrolled(0, 2_100);
  assert.equal(alignedScrollTop(scrolled(0), preview), 0);
  assert.equal(alignedScrollTop(scrolled(250), preview), 500);
  assert.equal(alignedScrollTop(scrolled(1_000), preview), 2_000);
});

test("a preview that is shorter than its pane stays at the top", () => {
  assert.equal(alignedScrollTop(scrolled(500), scrolled(0, 100)), 0);
});

test("the preview stays where it is if the whole text is visible", () => {
  assert.equal(alignedScrollTop(scrolled(0, 100), scrolled(40)), 40);
});
