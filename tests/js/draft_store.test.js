// Drafts of comments in the browser's storage.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  draftsFor,
  draftsForChapter,
  readDraft,
  removeDraft,
  restoreDraft,
  storeDraft,
} from "../../static/js/reading/comments/draft_store.js";
import { useStorage } from "./storage.js";

const SLOT = "12 - -";
const DAY = 24 * 60 * 60 * 1000;

beforeEach(() => useStorage());

/** @param {string} text */
const draft = (text) => ({ fields: { text, name: "Ann" } });

/** The same script in another tab. */
async function openTab() {
  /** @type {typeof import("../../static/js/reading/comments/draft_store.js")} */
  const tab = await import(`../../static/js/reading/comments/draft_store.js?${Math.random()}`);
  return tab;
}

/** @param {string} slot */
const textsFor = (slot) => draftsFor(slot).map(({ fields }) => fields.text);

test("a stored draft is read again, with its slot and time", () => {
  const name = storeDraft(SLOT, { ...draft("Well"), key: "k1" });
  const stored = readDraft(name);
  assert.deepEqual(stored?.fields, { text: "Well", name: "Ann" });
  assert.equal(stored?.slot, SLOT);
  assert.equal(stored?.key, "k1");
  assert.equal(stored?.name, name);
  assert.ok(Date.now() - (stored?.storedAt ?? 0) < 1_000);
});

test("a draft that was removed is restored as it was", () => {
  const name = storeDraft(SLOT, { ...draft("Well"), key: "k1" });
  const stored = readDraft(name);
  assert.ok(stored);
  removeDraft(name);
  assert.equal(readDraft(name), null);
  restoreDraft(stored);
  assert.deepEqual(readDraft(name), stored);
});

test("a tab has one draft for a slot: its newest", () => {
  assert.equal(storeDraft(SLOT, draft("Well")), storeDraft(SLOT, draft("Well?")));
  assert.deepEqual(textsFor(SLOT), ["Well?"]);
});

test("tabs do not overwrite each other's drafts, and the newest is first", async (t) => {
  const tab = await openTab();
  const clock = t.mock.method(Date, "now", () => 1);
  storeDraft(SLOT, draft("from here"));
  clock.mock.mockImplementation(() => 2);
  tab.storeDraft(SLOT, draft("from there"));
  assert.deepEqual(textsFor(SLOT), ["from there", "from here"]);
});

test("drafts belong to a slot, and a slot to a chapter", () => {
  storeDraft(SLOT, draft("on the chapter"));
  storeDraft("12 4 -", draft("a reply"));
  storeDraft("123 - -", draft("elsewhere"));
  storeDraft("12-4 - -", draft("an edit"));
  assert.deepEqual(textsFor(SLOT), ["on the chapter"]);
  assert.equal(draftsForChapter("12").length, 2);
  assert.equal(draftsForChapter("1").length, 0);
});

test("a removed draft is gone", () => {
  const name = storeDraft(SLOT, draft("Well"));
  removeDraft(name);
  assert.equal(readDraft(name), null);
  assert.deepEqual(draftsFor(SLOT), []);
});

for (const value of ["{", "null", "7", '{"slot": "a"}', '{"fields": {"text": 7}}']) {
  test(`${value} in the storage is not a draft`, () => {
    localStorage.setItem("serial.draft broken", value);
    assert.equal(readDraft("serial.draft broken"), null);
    storeDraft(SLOT, draft("Well"));
    assert.deepEqual(textsFor(SLOT), ["Well"]);
  });
}

test("what other scripts store is not touched", () => {
  localStorage.setItem("serial.reading", "{}");
  for (let index = 0; index < 60; index++) storeDraft(`chapter ${index} -`, draft("Well"));
  assert.equal(localStorage.getItem("serial.reading"), "{}");
});

test("the oldest drafts make room for the 41st", (t) => {
  const clock = t.mock.method(Date, "now", () => 1);
  for (let index = 1; index <= 41; index++) {
    clock.mock.mockImplementation(() => index);
    storeDraft(`chapter ${index} -`, draft(`draft ${index}`));
  }
  const stored = draftsForChapter("chapter");
  assert.equal(stored.length, 40);
  assert.equal(stored[0].fields.text, "draft 41");
  assert.equal(stored[39].fields.text, "draft 2");
});

test("drafts expire after 30 days, when another is stored", (t) => {
  const clock = t.mock.method(Date, "now", () => 0);
  storeDraft("chapter 1 -", draft("old"));
  clock.mock.mockImplementation(() => 30 * DAY);
  storeDraft("chapter 2 -", draft("a month later"));
  assert.equal(draftsForChapter("chapter").length, 2);
  clock.mock.mockImplementation(() => 30 * DAY + 1);
  storeDraft("chapter 3 -", draft("a moment later"));
  assert.deepEqual(
    draftsForChapter("chapter").map(({ fields }) => fields.text),
    ["a moment later", "a month later"],
  );
});

test("a full storage keeps the nine newest and the new one", (t) => {
  const clock = t.mock.method(Date, "now", () => 10);
  storeDraft("chapter 10 -", draft("x".repeat(100)));
  const size = localStorage.getItem(draftsForChapter("chapter")[0].name)?.length ?? 0;
  useStorage({ capacity: 30 * size });
  const counts = [];
  for (let index = 10; index <= 40; index++) {
    clock.mock.mockImplementation(() => index);
    storeDraft(`chapter ${index} -`, draft("x".repeat(100)));
    counts.push(draftsForChapter("chapter").length);
  }
  assert.deepEqual(
    counts,
    [...Array(30).keys(), 9].map((count) => count + 1),
  );
  assert.equal(draftsForChapter("chapter")[0].slot, "chapter 40 -");
});

test("a storage that cannot take even one draft is not an error", () => {
  useStorage({ capacity: 10 });
  assert.equal(readDraft(storeDraft(SLOT, draft("Well"))), null);
});

test("a blocked storage is not an error", () => {
  useStorage({ isBlocked: true });
  const name = storeDraft(SLOT, draft("Well"));
  assert.equal(readDraft(name), null);
  removeDraft(name);
  assert.deepEqual(draftsFor(SLOT), []);
});
