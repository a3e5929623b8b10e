// Reading positions: the newest are stored, one for each story.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { latestPlaces, readPositions, storePosition } from "../../static/js/reading/stored_positions.js";
import { useStorage } from "./storage.js";

beforeEach(() => useStorage());

const POSITION = { chapter: "4", url: "/serial/one/", label: "One", paragraph: 7 };

test("a stored position is read again", () => {
  storePosition("serial", POSITION);
  const { storedAt, ...position } = readPositions().serial;
  assert.deepEqual(position, POSITION);
  assert.ok(Date.now() - storedAt < 1_000);
});

test("a story has one position: its newest", () => {
  storePosition("serial", POSITION);
  storePosition("serial", { ...POSITION, paragraph: 9 });
  assert.equal(readPositions().serial.paragraph, 9);
});

test("the oldest positions make room after 200 stories", (t) => {
  const clock = t.mock.method(Date, "now", () => 0);
  for (let index = 0; index < 202; index++) {
    clock.mock.mockImplementation(() => index);
    storePosition(`story-${index}`, POSITION);
  }
  const positions = readPositions();
  assert.equal(Object.keys(positions).length, 200);
  assert.ok(!("story-1" in positions) && "story-2" in positions && "story-201" in positions);
});

test("what is not JSON in the storage counts as nothing", () => {
  localStorage.setItem("serial.positions", "{");
  assert.deepEqual(readPositions(), {});
  storePosition("serial", POSITION);
  assert.equal(readPositions().serial.paragraph, 7);
});

test("a blocked storage is not an error", () => {
  useStorage({ isBlocked: true });
  storePosition("serial", POSITION);
  assert.deepEqual(readPositions(), {});
});

test("the latest places come first, with the slugs and the query of their chapters", (t) => {
  const clock = t.mock.method(Date, "now", () => 0);
  const urls = ["/read/elm/one/", "/read/%E6%B5%B7/%E4%B8%80/?mature=yes", "/read/oak/two/"];
  for (const [index, url] of urls.entries()) {
    clock.mock.mockImplementation(() => index);
    storePosition(`story-${index}`, { ...POSITION, url });
  }
  assert.deepEqual(latestPlaces(2), [
    { at: "oak/two", query: "" },
    { at: "海/一", query: "?mature=yes" },
  ]);
});
