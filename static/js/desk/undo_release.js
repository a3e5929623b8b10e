// The Undo button after "Publish now" disappears when its time is over.
import { dataOf } from "../elements.js";

/** @param {HTMLElement} root */
export function startUndoRelease(root) {
  // A page that is opened again has no button.
  const url = new URL(location.href);
  url.searchParams.delete("undo");
  history.replaceState(history.state, "", url);
  // Its place stays, so that the text does not move while somebody types.
  setTimeout(() => root.classList.add("is-over"), Number(dataOf(root, "undoSeconds")) * 1_000);
}
