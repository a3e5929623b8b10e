// Updates the comment counts of a chapter after a comment was posted.
import { find } from "../../elements.js";
import { fetchPage } from "./requests.js";

const MARKERS = "[data-body] a.comment-marker:not(.add)";
const keyOf = (/** @type {HTMLElement} */ marker) => `${marker.dataset.marker} ${marker.className}`;

/** Updates the heading of the comments and the markers beside paragraphs from the server. */
export async function refreshCounts() {
  const fetched = await fetchPage(location.pathname + location.search).catch(() => null);
  const page = fetched?.page;
  const heading = page?.querySelector("#comments-heading");
  if (!page || !heading) return;
  find(document, "#comments-heading").textContent = heading.textContent;
  const count = document.querySelector("main [data-comment-count]");
  if (count) count.textContent = page.querySelector("main [data-comment-count]")?.textContent ?? "";
  const oldMarkers = new Map([...document.querySelectorAll(MARKERS)].map((marker) => [keyOf(marker), marker]));
  for (const marker of page.querySelectorAll(MARKERS)) {
    const oldMarker = oldMarkers.get(keyOf(marker));
    oldMarkers.delete(keyOf(marker));
    if (!oldMarker) add(marker);
    else if (oldMarker.textContent !== marker.textContent) {
      oldMarker.replaceChildren(...marker.childNodes);
      oldMarker.ariaLabel = marker.ariaLabel;
    }
  }
  for (const marker of oldMarkers.values()) marker.remove();
}

/**
 * Adds a marker inside its paragraph, or, where it cannot be inside, in a <p> after it.
 * @param {HTMLElement} marker
 */
function add(marker) {
  const parent = marker.parentElement;
  if (!parent) return;
  const paragraph = document.getElementById(parent.id);
  if (paragraph) {
    paragraph.querySelector(":scope > .comment-marker.add")?.remove();
    return paragraph.append(document.adoptNode(marker));
  }
  document.getElementById(parent.previousElementSibling?.id ?? "")?.after(document.adoptNode(parent));
}
