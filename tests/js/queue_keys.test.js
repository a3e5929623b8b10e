// Which key events of the queue do something, and how counts are written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf } from "../../static/js/moderation/keys.js";
import { countText } from "../../static/js/moderation/live_count.js";

/** @param {Partial<KeyboardEvent>} event */
const press = (event) => ({
  ...{ key: "a", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false },
  ...event,
});

test("letters act, also with the caps lock", () => {
  assert.equal(keyOf(press({}), false), "a");
  assert.equal(keyOf(press({ key: "A" }), false), "a");
});

test("signs may need the shift key", () => {
  assert.equal(keyOf(press({ key: "?", shiftKey: true }), false), "?");
  assert.equal(keyOf(press({ key: "/", shiftKey: true }), false), "/");
});

test("nothing acts in a field, with a modifier, or while a key is held down", () => {
  assert.equal(keyOf(press({}), true), "");
  for (const name of ["ctrlKey", "metaKey", "altKey", "shiftKey", "repeat"]) {
    assert.equal(keyOf(press({ [name]: true }), false), "", name);
  }
  for (const key of ["Enter", "Escape", "Tab", "Dead", "ArrowDown"]) assert.equal(keyOf(press({ key }), false), "");
});

test("counts stop at the number that the site counts", () => {
  assert.equal(countText(0, 10_000, "en"), "0");
  assert.equal(countText(1_234, 10_000, "en"), "1,234");
  assert.equal(countText(10_000, 10_000, "en"), "9,999+");
});
