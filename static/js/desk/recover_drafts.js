// Sends working copies that are only in this browser to the server, because the tab or the computer
// was closed too early.
/** @import { WorkingCopy } from "./draft_store.js" */
import { dataOf, find } from "../elements.js";
import * as store from "./draft_store.js";
import { sendWorkingCopy } from "./sending.js";

const RETRY_DELAYS = [500, 2_000];
// Time for the browser to leave for another page, if it is about to.
const REMOVE_DELAY = 1_000;
const OPENED_KEY = "serial.desk-recovered";

export async function recoverDrafts() {
  const user = document.body.dataset.user;
  const openKeys = new Set([...document.querySelectorAll("input")].filter(isKeyField).map((field) => field.value));
  const sentKeys = [];
  /** @type {WorkingCopy[]} */
  const recovered = [];
  for (const copy of await store.all()) {
    // Skip another user's text, and the text of this page.
    if (copy.user !== user || openKeys.has(copy.key)) continue;
    let result = await sendWithRetries(copy);
    if (result === "closed" && !copy.isSubmitted) {
      const url = copy.url.replace(copy.key, crypto.randomUUID());
      result = await sendWorkingCopy({ ...copy, url });
    }
    if (result !== "saved" && result !== "closed") continue;
    sentKeys.push(copy.key);
    if (result === "saved") recovered.push(copy);
  }
  const opened = recovered.find(isOfUntouchedForm);
  if (opened && sessionStorage.getItem(OPENED_KEY) !== versionOf(opened)) {
    // It opens there by itself; removed first, so that the page does not recover it again. If it
    // cannot be removed, the page is still loaded only once.
    sessionStorage.setItem(OPENED_KEY, versionOf(opened));
    for (const key of sentKeys) await store.remove(key);
    location.reload();
    return;
  }
  if (recovered.length) await refreshWorkingCopies();
  // An author who is leaving this page has not seen them: the next page then sends them again.
  await pause(REMOVE_DELAY);
  for (const key of sentKeys) await store.remove(key);
}

/**
 * Whether the page is the editor of this text, and shows what was asked for, unchanged.
 * @param {WorkingCopy} copy
 */
function isOfUntouchedForm(copy) {
  const form = document.querySelector("form[data-autosave]");
  if (!(form instanceof HTMLFormElement) || form.dataset.autosave) return false;
  const asksForSaved = new URLSearchParams(location.search).get("copy") === "saved";
  const areas = [...form.querySelectorAll("textarea")];
  const isUntouched = areas.every((area) => area.value === area.defaultValue);
  return !asksForSaved && isUntouched && copy.fields.chapter === dataOf(form, "chapter");
}

const versionOf = (/** @type {WorkingCopy} */ copy) => `${copy.key} ${copy.fields.sequence}`;
const isKeyField = (/** @type {HTMLInputElement} */ input) => input.name === "copy_key";
const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param {WorkingCopy} copy */
async function sendWithRetries(copy) {
  for (const delay of RETRY_DELAYS) {
    const result = await sendWorkingCopy(copy);
    if (result !== "refused" && result !== "offline") return result;
    await pause(delay);
  }
  return sendWorkingCopy(copy);
}

/** Updates the list of working copies from the server, without touching the form. */
async function refreshWorkingCopies() {
  const list = document.querySelector("[data-working-copies]");
  if (!list) return;
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  list.replaceWith(find(page, "[data-working-copies]"));
}
