// Working copies in the browser's database.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";

/** @param {Partial<IDBFactory> | undefined} database */
const useDatabase = (database) =>
  Object.defineProperty(globalThis, "indexedDB", { configurable: true, value: database });

beforeEach(() => useDatabase(new IDBFactory()));

/** The script in a new tab: it opens the database when it is loaded. */
async function openTab() {
  /** @type {typeof import("../../static/js/desk/draft_store.js")} */
  const tab = await import(`../../static/js/desk/draft_store.js?${Math.random()}`);
  return tab;
}

/** @param {string} key @param {string} [body] */
const copyOf = (key, body = "It rained.") => ({
  key,
  user: "7",
  url: `/desk/chapters/chapter/working-copies/${key}/`,
  isSubmitted: false,
  fields: { title: "One", body },
});

test("there is no working copy at first", async () => {
  assert.deepEqual(await (await openTab()).all(), []);
});

test("another tab reads the whole working copy", async () => {
  await (await openTab()).put(copyOf("a"));
  assert.deepEqual(await (await openTab()).all(), [copyOf("a")]);
});

test("a chapter has one working copy: the newest", async () => {
  const tab = await openTab();
  await tab.put(copyOf("a"));
  await tab.put(copyOf("b"));
  await tab.put({ ...copyOf("a", "It rained again."), isSubmitted: true });
  assert.deepEqual(await tab.all(), [{ ...copyOf("a", "It rained again."), isSubmitted: true }, copyOf("b")]);
});

test("what is put in a hurry is stored in its order", async () => {
  const tab = await openTab();
  await Promise.all(["It", "It r", "It ra"].map((body) => tab.put(copyOf("a", body))));
  assert.deepEqual(await tab.all(), [copyOf("a", "It ra")]);
});

test("a removed working copy is gone, and only that one", async () => {
  const tab = await openTab();
  await tab.put(copyOf("a"));
  await tab.put(copyOf("b"));
  await tab.remove("a");
  await tab.remove("never stored");
  assert.deepEqual(await tab.all(), [copyOf("b")]);
});

/**
 * A database that a later version of the site has made.
 * @returns {Promise<IDBFactory>}
 */
async function withLaterVersion() {
  const database = new IDBFactory();
  const request = database.open("serial", 2);
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  request.result.close();
  return database;
}

const blocked = {
  open() {
    throw new DOMException("blocked", "SecurityError");
  },
};

/** @type {Record<string, () => Partial<IDBFactory> | undefined | Promise<IDBFactory>>} */
const DATABASES = {
  "no database": () => undefined,
  "a blocked database": () => blocked,
  "a database that cannot be opened": withLaterVersion,
};

for (const [name, getDatabase] of Object.entries(DATABASES)) {
  test(`with ${name}, nothing is stored and nothing fails`, async () => {
    useDatabase(await getDatabase());
    const tab = await openTab();
    await tab.put(copyOf("a"));
    await tab.remove("a");
    assert.deepEqual(await tab.all(), []);
  });
}
