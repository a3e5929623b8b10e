// Which key events of the queue and the inbox do something, and how counts are written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { countText } from "../../static/js/moderation/live_count.js";
import { keyOf } from "../../static/js/single_keys.js";

/** @param {Partial<KeyboardEvent>} event */
const press = (event) => ({
  ...{ key: "a", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, target: null },
  ...event,
});

test("letters act, also with the caps lock", () => {
  assert.equal(keyOf(press({})), "a");
  assert.equal(keyOf(press({ key: "A" })), "a");
});

test("signs may need the shift key", () => {
  assert.equal(keyOf(press({ key: "?", shiftKey: true })), "?");
  assert.equal(keyOf(press({ key: "/", shiftKey: true })), "/");
});

const inField = /** @type {any} */ ({ closest: () => ({}) });

test("nothing acts in a field, with a modifier, or while a key is held down", () => {
  assert.equal(keyOf(press({ target: inField })), "");
  for (const name of ["ctrlKey", "metaKey", "altKey", "shiftKey", "repeat"]) {
    assert.equal(keyOf(press({ [name]: true })), "", name);
  }
  for (const key of ["Enter", "Escape", "Tab", "Dead", "ArrowDown"]) assert.equal(keyOf(press({ key })), "");
});

test("counts stop at the number that the site counts", () => {
  assert.equal(countText(0, 10_000, "en"), "0");
  assert.equal(countText(1_234, 10_000, "en"), "1,234");
  assert.equal(countText(10_000, 10_000, "en"), "9,999+");
});
