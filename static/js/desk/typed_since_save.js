// What is typed while a saved form is being sent: the page that follows gets it, in the same tab.
import { fieldOf } from "../elements.js";
import * as store from "./draft_store.js";

const STORAGE_KEY = "serial.desk-typed-since-save";

/**
 * @param {string} key of the working copy that has the typed text too
 * @param {Record<string, string>} sent the fields of the form that was sent
 * @param {Record<string, string>} typed
 */
export function keepForNextPage(key, sent, typed) {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ key, sent, typed }));
}

/**
 * Puts it into the fields if they have what was sent. Otherwise recover_drafts.js offers it.
 * @param {HTMLFormElement} form
 * @param {string[]} names of the fields
 */
export function takeOver(form, names) {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  if (!stored) return;
  const { key, sent, typed } = JSON.parse(stored);
  const fields = names.map((name) => fieldOf(form, name)).filter((field) => field !== null);
  if (fields.some((field) => withoutEnds(field.value) !== withoutEnds(sent[field.name]))) return;
  for (const field of fields) {
    if (typed[field.name] === sent[field.name]) continue;
    field.value = typed[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // Before recover_drafts.js reads it.
  store.remove(key);
}

/** The server removes space at the ends and changes line ends. */
const withoutEnds = (/** @type {string} */ text) => text.replace(/\r\n?/g, "\n").trim();
