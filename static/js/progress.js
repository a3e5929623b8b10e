// Shows how far something is that runs in the background, without loading the page again and without taking the
// focus. What is announced changes in steps of ten percent only.

import { dataOf, find } from "./elements.js";

const part = find(document, "[data-progress-url]");
const pause = Number(dataOf(part, "seconds")) * 1000;

async function refresh() {
  const response = await fetch(dataOf(part, "progressUrl"), { credentials: "same-origin" });
  if (response.ok) replace(await response.text());
  if (part.querySelector("[data-going-on]")) schedule();
}

/** @param {string} html */
function replace(html) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const name = focused instanceof HTMLButtonElement ? focused.name : "";
  const fresh = new DOMParser().parseFromString(html, "text/html");
  keepAnnounced(fresh);
  part.replaceChildren(...fresh.body.childNodes);
  const button = name && part.querySelector(`button[name="${name}"]`);
  if (button instanceof HTMLButtonElement) button.focus();
}

/**
 * The same element as before, so that a screen reader says what has changed in it, and only that.
 * @param {Document} fresh
 */
function keepAnnounced(fresh) {
  const said = part.querySelector("[data-announced]");
  const toSay = fresh.querySelector("[data-announced]");
  if (!said || !toSay) return;
  if (said.textContent !== toSay.textContent) said.textContent = toSay.textContent;
  toSay.replaceWith(said);
}

function schedule() {
  setTimeout(() => refresh().catch(schedule), pause);
}

if (part.querySelector("[data-going-on]")) schedule();
