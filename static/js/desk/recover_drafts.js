// Sends working copies that are only in this browser to the server, because the tab or the computer
// was closed too early.
/** @import { WorkingCopy } from "./draft_store.js" */
import { find } from "../elements.js";
import { sendWorkingCopy } from "./autosave.js";
import * as store from "./draft_store.js";

const RETRY_DELAYS = [500, 2_000];
// Time for the browser to leave for another page, if it is about to.
const REMOVE_DELAY = 1_000;

export async function recoverDrafts() {
  const user = document.body.dataset.user;
  const openKeys = new Set([...document.querySelectorAll("input")].filter(isKeyField).map((field) => field.value));
  const sentKeys = [];
  let isAnySaved = false;
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
    isAnySaved ||= result === "saved";
  }
  if (isAnySaved) await refreshWorkingCopies();
  // An author who is leaving this page has not seen them: the next page then sends them again.
  await pause(REMOVE_DELAY);
  for (const key of sentKeys) await store.remove(key);
}

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
