// The strip with the first urgent report: above the list, and on phones above the item.
import { showAges } from "../reading/ages.js";

/**
 * Puts it into its places. One that is there already stays, so that it is not announced again.
 * @param {HTMLElement} queue
 * @param {string} html "" if no report is urgent
 */
export function showUrgent(queue, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const place of queue.querySelectorAll("[data-urgent]")) {
    if (summaryOf(place) === summaryOf(fresh.content)) continue;
    place.replaceChildren(fresh.content.cloneNode(true));
    showAges(place);
  }
}

/**
 * Says on each strip whether its item is the one in focus.
 * @param {HTMLElement} queue
 * @param {string} pk
 */
export function markUrgent(queue, pk) {
  for (const strip of queue.querySelectorAll("[data-urgent-item]")) {
    if (strip.getAttribute("data-urgent-item") === pk) strip.setAttribute("aria-current", "true");
    else strip.removeAttribute("aria-current");
  }
}

/** @param {ParentNode} place */
function summaryOf(place) {
  const strip = place.querySelector("[data-urgent-item]");
  return strip ? `${strip.getAttribute("data-urgent-item")} ${strip.querySelector("strong")?.textContent}` : "";
}
