// What changes when another item comes into focus: the item, the buttons, the outcome, the commenter.
import { showAges } from "../reading/ages.js";
import { showUrgent } from "./urgent_strip.js";

// As rendering.py reads it.
const HEADERS = { "X-Fragment": "item" };
// Answers that show an item: with a decision that was refused, and one that came too late.
const SHOWN = new Set([200, 409, 422]);

/**
 * Returns the parts of an item, or null if the site answers with another page, such as to sign in.
 * @param {string} url
 * @param {FormData} [body]
 */
export async function fetchParts(url, body) {
  const response = await fetch(url, { method: body ? "POST" : "GET", headers: HEADERS, body });
  if (!SHOWN.has(response.status)) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const parts = page.querySelector("[data-parts]");
  return parts instanceof HTMLElement ? parts : null;
}

/**
 * Returns the rows that a page of the list has now.
 * @param {string} url
 */
export async function fetchRows(url) {
  const response = await fetch(url, { headers: { "X-Fragment": "rows" } });
  const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
  const list = page.querySelector("[data-rows]");
  return list instanceof HTMLElement ? list : null;
}

/**
 * Puts the parts into the page. The elements around them stay: a screen reader announces the outcome,
 * because its element was there before.
 * @param {HTMLElement} queue
 * @param {HTMLElement} parts
 */
export function showParts(queue, parts) {
  const present = queue.querySelector("[data-parts]");
  if (!(present instanceof HTMLElement)) return;
  Object.assign(present.dataset, parts.dataset);
  for (const part of parts.querySelectorAll("[data-part]")) {
    const name = part.getAttribute("data-part");
    const place = present.querySelector(`[data-part="${name}"]`);
    place?.replaceChildren(...part.childNodes);
    if (place?.scrollTop) place.scrollTop = 0;
  }
  for (const place of document.querySelectorAll("[data-count]")) {
    place.textContent = parts.dataset[place.getAttribute("data-count") ?? ""] ?? place.textContent;
  }
  showUrgent(queue, present.querySelector("[data-urgent]")?.innerHTML ?? "");
  if (parts.dataset.title) document.title = parts.dataset.title;
  showAges(present);
  scrollTo({ top: 0 });
  focusOn(present);
}

/**
 * The heading of what is shown now, so that a screen reader reads on from there.
 * @param {HTMLElement} parts
 */
function focusOn(parts) {
  const heading = parts.querySelector("[data-conflict], [data-part=act] > form [data-panel-title], [data-heading]");
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}
