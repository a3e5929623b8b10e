// Sends a working copy to the server.
/** @import { WorkingCopy } from "./draft_store.js" */
import { post } from "./requests.js";

/** @type {Record<number, string>} */
const ERRORS = { 401: "signedOut", 409: "closed", 413: "tooLong" };

/**
 * Returns "saved", "closed" or an error: "signedOut", "offline", "tooLong", "refused".
 * @param {WorkingCopy} copy
 * @param {(stored: { saved_elsewhere: string }) => void} [onStored] takes the server's response
 */
export async function sendWorkingCopy(copy, onStored) {
  try {
    const response = await post(copy.url, new URLSearchParams(copy.fields));
    if (response.ok) {
      const stored = await response.json();
      onStored?.(stored);
      return stored.stored ? "saved" : "closed";
    }
    return ERRORS[response.status] ?? "refused";
  } catch {
    return "offline";
  }
}
