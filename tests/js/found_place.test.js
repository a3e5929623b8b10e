// Offsets of the server, in characters, as the browser counts them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { unitsBefore } from "../../static/js/desk/found_place.js";

test("characters beyond the basic plane are two code units", () => {
  assert.equal(unitsBefore("a🏮b", 1), 1);
  assert.equal(unitsBefore("a🏮b", 2), 3);
  assert.equal(unitsBefore("a🏮b", 99), 4);
  assert.equal(unitsBefore("a🏮b", 0), 0);
});
