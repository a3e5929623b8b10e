// What changes when another item comes into focus: the item, the buttons, the outcome, the commenter.
import { find } from "../elements.js";
import { showAges } from "../reading/ages.js";
import { showUrgent } from "./urgent_strip.js";

// As rendering.py reads it.
const FRAGMENT = "X-Fragment";
// Answers that show an item: with a decision that was refused, and one that came too late.
const SHOWN = new Set([200, 409, 422]);

/**
 * Returns the parts of an item, or null if the site answers with another page, such as to sign in.
 * @param {string} url
 * @param {FormData} [body]
 */
export function fetchParts(url, body) {
  return partsOf(url, { method: body ? "POST" : "GET", headers: { [FRAGMENT]: "item" }, body });
}

/**
 * Returns the parts of an item that the moderator does not open yet: they do not claim it.
 * @param {string} url
 */
export function fetchAhead(url) {
  return partsOf(url, { headers: { [FRAGMENT]: "ahead" } });
}

/**
 * @param {string} url
 * @param {RequestInit} request
 */
async function partsOf(url, request) {
  const response = await fetch(url, request);
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
  const response = await fetch(url, { headers: { [FRAGMENT]: "rows" } });
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
  const present = putIn(queue, parts);
  showCounts(queue, parts, present);
  focusOn(present);
}

/**
 * What was fetched ahead, as it was: to see whether the answer of the site differs.
 * @typedef {{pk: string | undefined, seen: string | undefined, html: Map<string, string>}} Shown
 */

// Below the line with the claim, which always differs.
const COMPARED = ["[data-body]", "[data-part=aside]"];

/**
 * Puts parts into the page that were fetched ahead. How many items wait, the answer will say.
 * @param {HTMLElement} queue
 * @param {HTMLElement} parts
 * @param {string} outcome what is said until then
 * @returns {Shown}
 */
export function showAhead(queue, parts, outcome) {
  const html = new Map(COMPARED.map((selector) => [selector, find(parts, selector).innerHTML]));
  const { pk, seen } = parts.dataset;
  const present = putIn(queue, parts);
  if (outcome) {
    const line = Object.assign(document.createElement("p"), { className: "outcome outcome--plain" });
    line.textContent = outcome;
    // A screen reader reads the item meanwhile.
    line.ariaHidden = "true";
    find(present, "[data-part=outcome]").append(line);
  }
  focusOn(present);
  return { pk, seen, html };
}

/**
 * Puts the answer into the page of which the item is there already. What is the same stays as it is, with the
 * focus and a form that was opened meanwhile. Returns whether it was there: else nothing is done.
 * @param {HTMLElement} queue
 * @param {HTMLElement} parts
 * @param {Shown} shown
 */
export function confirmParts(queue, parts, shown) {
  if (parts.dataset.pk !== shown.pk || parts.dataset.seen !== shown.seen) return false;
  const present = find(queue, "[data-parts]");
  Object.assign(present.dataset, parts.dataset);
  showCounts(queue, parts, parts);
  const changed = COMPARED.filter((selector) => find(parts, selector).innerHTML !== shown.html.get(selector));
  for (const selector of ["[data-part=outcome]", "[data-claim-line]", ...changed]) {
    const place = find(present, selector);
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren(...find(parts, selector).childNodes);
    showAges(place);
    if (hadFocus) focusOn(present);
  }
  return true;
}

/**
 * @param {HTMLElement} queue
 * @param {HTMLElement} parts
 */
function putIn(queue, parts) {
  const present = find(queue, "[data-parts]");
  Object.assign(present.dataset, parts.dataset);
  for (const part of parts.querySelectorAll("[data-part]")) {
    const name = part.getAttribute("data-part");
    const place = present.querySelector(`[data-part="${name}"]`);
    place?.replaceChildren(...part.childNodes);
    if (place?.scrollTop) place.scrollTop = 0;
  }
  if (parts.dataset.title) document.title = parts.dataset.title;
  showAges(present);
  scrollTo({ top: 0 });
  return present;
}

/**
 * @param {HTMLElement} queue
 * @param {HTMLElement} parts have the counts
 * @param {HTMLElement} strip has the first urgent report
 */
function showCounts(queue, parts, strip) {
  for (const place of document.querySelectorAll("[data-count]")) {
    place.textContent = parts.dataset[place.getAttribute("data-count") ?? ""] ?? place.textContent;
  }
  showUrgent(queue, strip.querySelector("[data-urgent]")?.innerHTML ?? "");
}

/**
 * The heading of what is shown now, so that a screen reader reads on from there.
 * @param {HTMLElement} parts
 */
function focusOn(parts) {
  const heading = parts.querySelector("[data-conflict], [data-part=act] > form [data-panel-title], [data-heading]");
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}
