// Ordering the release queue by dragging. The server assigns the days anew, so the list is replaced.
import { dataOf, find } from "../elements.js";
import { chapterBefore, showHandles, startMovingRows } from "./moving_rows.js";
import { post } from "./requests.js";

for (const root of document.querySelectorAll("[data-queue]")) start(root);

/** @param {HTMLElement} root */
function start(root) {
  startMovingRows(root, async (row) => {
    const result = await sendMove(root, row);
    const error = find(root, "[data-move-error]");
    error.hidden = result.isMoved;
    error.textContent = result.isMoved ? "" : result.text;
    return result;
  });
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} row
 */
async function sendMove(root, row) {
  const chapter = dataOf(row, "chapter");
  const fields = { action: "place", story: dataOf(root, "queue"), chapter, after: chapterBefore(root, row) };
  try {
    const response = await post(location.pathname, new URLSearchParams(fields));
    const result = await response.json();
    const isFocusFree = document.activeElement === document.body || root.contains(document.activeElement);
    // What another tab did is shown, too.
    if (result.message) await refresh(result.url ?? location.href);
    showHandles(root);
    if (!response.ok) return { text: result.message ?? dataOf(root, "textRefused"), isMoved: false };
    if (isFocusFree) find(root, `[data-chapter="${chapter}"] [data-drag-handle]`).focus();
    return { text: result.message, isMoved: true };
  } catch (error) {
    return { text: dataOf(root, error instanceof SyntaxError ? "textRefused" : "textOffline"), isMoved: false };
  }
}

/**
 * Replaces the parts of the page that show releases.
 * @param {string} url of the page that follows the change
 */
async function refresh(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-refresh]")) {
    const fresh = page.querySelector(`[data-refresh="${part.dataset.refresh}"]`);
    if (fresh) part.replaceWith(fresh);
  }
}
