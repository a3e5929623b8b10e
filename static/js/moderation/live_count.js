// Asks every 30 seconds how many items wait, which are new or urgent, and who has what open. The answer
// has an ETag: while nothing changes, the site answers with 304.
import { dataOf } from "../elements.js";
import { markUrgent, showUrgent } from "./urgent_strip.js";

/** @import { QueueRows } from "./queue_rows.js" */
/** @typedef {{held: number, reported: number, appeals: number, urgent: string, capped: number, new: number, claims: Record<string, string>}} Counts */

const PERIOD = 30_000;

/**
 * @param {HTMLElement} queue
 * @param {QueueRows} rows
 */
export function startLiveCount(queue, rows) {
  const asking = queue.querySelector("[data-count-url]");
  if (!(asking instanceof HTMLElement)) return;
  setInterval(async () => {
    if (document.hidden) return;
    // The time since when items are new changes when the rest of the list is loaded.
    const url = dataOf(asking, "countUrl");
    try {
      const response = await fetch(url, { cache: "no-cache" });
      const isCurrent = response.ok && !response.redirected && url === asking.dataset.countUrl;
      if (isCurrent) show(queue, asking, rows, await response.json());
    } catch {
      // Offline: the next time.
    }
  }, PERIOD);
}

/**
 * @param {HTMLElement} queue
 * @param {HTMLElement} asking has the words
 * @param {QueueRows} rows
 * @param {Counts} counts
 */
function show(queue, asking, rows, counts) {
  for (const place of document.querySelectorAll("[data-count]")) {
    const count = counts[/** @type {"held" | "reported" | "appeals"} */ (place.getAttribute("data-count"))];
    place.textContent = countText(count, counts.capped);
  }
  const link = document.querySelector("[data-new]");
  if (link instanceof HTMLElement) {
    link.hidden = !counts.new;
    link.textContent = dataOf(asking, "newLabel").replace("%s", String(counts.new));
  }
  showUrgent(queue, counts.urgent);
  markUrgent(queue, rows.chosen);
  rows.showClaims(counts.claims, dataOf(asking, "claimLabel"));
}

/**
 * "31", or "9,999+" for more than are counted.
 * @param {number} count
 * @param {number} capped
 * @param {string} [language]
 */
export function countText(count, capped, language = document.documentElement.lang || "en") {
  const number = new Intl.NumberFormat(language);
  return count < capped ? number.format(count) : `${number.format(capped - 1)}+`;
}
