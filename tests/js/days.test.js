// The names of the latest days above the new chapters.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOfDay } from "../../static/js/reading/lists/days.js";

const NOON = Date.parse("2026-03-01T12:00:00Z");

test("today and yesterday have names, in the language of the page", () => {
  assert.equal(nameOfDay("2026-03-01", NOON, "UTC", "en"), "Today");
  assert.equal(nameOfDay("2026-02-28", NOON, "UTC", "en"), "Yesterday");
  assert.equal(nameOfDay("2026-02-27", NOON, "UTC", "en"), "");
  assert.equal(nameOfDay("2026-02-28", NOON, "UTC", "fi"), "Eilen");
});

test("days are those of the site's time zone", () => {
  const late = Date.parse("2026-03-01T23:30:00Z");
  assert.equal(nameOfDay("2026-03-02", late, "Europe/Helsinki", "en"), "Today");
  assert.equal(nameOfDay("2026-03-01", late, "Europe/Helsinki", "en"), "Yesterday");
});
