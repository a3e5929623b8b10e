// The kudos button: gives kudos, or removes them. Only the server knows who gave kudos.
import { dataOf, find } from "../../elements.js";
import { opensNewTab } from "../../modifier_keys.js";
import { announce, commentStrings } from "./dom.js";
import { fetchFormToken } from "./form_token.js";
import { fetchPage, post } from "./requests.js";

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
  const { kudosCount = "", given } = total.dataset;
  const isGiven = given !== undefined;
  link.toggleAttribute("data-given", isGiven);
  find(link, "[data-label]").textContent = dataOf(link, isGiven ? "textRemove" : "textGive");
  let count = link.querySelector("[data-count]");
  if (!count) {
    count = document.createElement("span");
    count.dataset.count = "";
    link.append(" ", count);
  }
  count.textContent = kudosCount === "0" ? "" : kudosCount;
  announce(find(document, "#comments"), total.textContent.trim());
}
