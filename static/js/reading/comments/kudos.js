// The kudos button: gives kudos, or removes them. The chapter's page is the same for all, so a
// member's list of comments says whether they gave kudos, and a guest's browser remembers it.
import { dataOf, find } from "../../elements.js";
import { opensNewTab } from "../../modifier_keys.js";
import { announce, commentStrings, isGuest } from "./dom.js";
import { fetchFormToken } from "./form_token.js";
import { fetchPage, post } from "./requests.js";

const STORAGE_KEY = "serial.kudos";
const MAX_CHAPTERS = 500;

/** The ids of the chapters to which this browser gave kudos, the newest last. */
function given() {
  try {
    const chapters = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(chapters) ? chapters : [];
  } catch {
    return [];
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {boolean} isGiven
 */
function remember(link, isGiven) {
  const chapter = dataOf(link, "kudos");
  const others = given().filter((other) => other !== chapter);
  const chapters = isGiven ? [...others, chapter] : others;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(chapters.slice(-MAX_CHAPTERS)));
  } catch {
    // Storage may be blocked; the kudos page still shows whether they are given.
  }
}

/**
 * Shows whether the reader has given kudos before.
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} list
 */
export function showKudosGiven(link, list) {
  showGiven(link, isGuest() ? given().includes(dataOf(link, "kudos")) : "kudosGiven" in list.dataset);
}

/**
 * @param {HTMLAnchorElement} link
 * @param {boolean} isGiven
 */
function showGiven(link, isGiven) {
  link.toggleAttribute("data-given", isGiven);
  find(link, "[data-label]").textContent = `${dataOf(link, isGiven ? "textRemove" : "textGive")}, `;
}

/** @param {HTMLAnchorElement} link */
export function startKudos(link) {
  link.addEventListener("click", async (event) => {
    if (opensNewTab(event)) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    try {
      const { csrf } = await fetchFormToken();
      const given = "given" in link.dataset ? "no" : "yes";
      await post(link.href, { given, csrfmiddlewaretoken: csrf });
      update(link, (await fetchPage(link.href, { cache: "no-store" })).page);
    } catch {
      announce(find(document, "#comments"), dataOf(commentStrings(), "textFailed"));
    }
    link.ariaBusy = null;
  });
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Document} page
 */
function update(link, page) {
  const total = find(page, "[data-kudos-count]");
  const { kudosCount = "" } = total.dataset;
  const isGiven = "given" in total.dataset;
  showGiven(link, isGiven);
  if (isGuest()) remember(link, isGiven);
  let count = link.querySelector("[data-count]");
  if (!count) {
    count = document.createElement("span");
    count.className = "count";
    count.dataset.count = "";
    link.append(" ", count);
  }
  count.textContent = kudosCount === "0" ? "" : kudosCount;
  announce(find(document, "#comments"), total.textContent.trim());
}
