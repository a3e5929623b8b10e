// Relative times in words, in the language of the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatRelativeTime } from "../../static/js/relative_time.js";

process.env.TZ = "UTC";
const NOW = Date.parse("2026-11-25T12:00:00Z");
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {[number, string][]} */
const CASES = [
  [0, "now"],
  [400, "now"],
  [-SECOND, "1 second ago"],
  [-59 * SECOND, "59 seconds ago"],
  [-MINUTE, "1 minute ago"],
  // Units are not rounded up: 119 seconds are a whole minute.
  [-119 * SECOND, "1 minute ago"],
  [-HOUR + SECOND, "59 minutes ago"],
  [-HOUR, "1 hour ago"],
  [-DAY + SECOND, "23 hours ago"],
  [-DAY, "yesterday"],
  // From Wednesday noon: Monday evening, and Friday morning.
  [-40 * HOUR, "2 days ago"],
  [-36 * HOUR, "yesterday"],
  [40 * HOUR, "in 2 days"],
  [2 * DAY, "in 2 days"],
  [-400 * DAY, "400 days ago"],
];

for (const [offset, text] of CASES) {
  test(`${offset / SECOND} seconds from now is "${text}"`, () => {
    assert.equal(formatRelativeTime(NOW + offset, NOW, "en"), text);
  });
}

test("the text is in the language of the page", () => {
  assert.equal(formatRelativeTime(NOW - DAY, NOW, "de"), "gestern");
  assert.equal(formatRelativeTime(NOW + 2 * DAY, NOW, "fr"), "après-demain");
});
