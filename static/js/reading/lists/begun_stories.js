// "Continue reading" on the home page: the stories with a place that this browser stores.
import { dataOf, find } from "../../elements.js";
import { latestPlaces } from "../stored_positions.js";

const MAX_STORIES = 3;

export async function start() {
  const section = find(document, "[data-continue-list]");
  const places = latestPlaces(MAX_STORIES);
  const list = find(section, ".continue");
  if (places.length) list.innerHTML = await fetchEntries(dataOf(section, "continueList"), places);
  // None of the stories is there any more, or the site did not respond.
  if (!list.childElementCount) return delete document.documentElement.dataset.begun;
  for (const { at, query } of places) {
    const entry = list.querySelector(`[data-at="${CSS.escape(at)}"]`);
    for (const link of entry?.querySelectorAll("a") ?? []) {
      link.search = query;
      link.hash = "position";
    }
  }
  const featured = document.querySelector(".featured");
  // As they stand on the page: what is to be continued and what is new come before it.
  document.querySelector(".home__new")?.after(...(featured ? [featured] : []));
  featured?.querySelector(".button--primary")?.classList.remove("button--primary");
}

/**
 * @param {string} url
 * @param {{at: string}[]} places
 */
async function fetchEntries(url, places) {
  const query = new URLSearchParams(places.map(({ at }) => ["at", at]));
  const response = await fetch(`${url}?${query}`).catch(() => null);
  return response?.ok ? response.text() : "";
}
