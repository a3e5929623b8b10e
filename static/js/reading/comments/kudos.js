// The kudos button: gives kudos, or removes them. Only the server knows who gave kudos.
import { announce, commentStrings } from "./dom.js";
import { fetchFormToken } from "./form_token.js";
import { fetchPage, post } from "./requests.js";

export function startKudos(link) {
  link?.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    try {
      const { csrf } = await fetchFormToken();
      const given = "given" in link.dataset ? "no" : "yes";
      await post(link.href, { given, csrfmiddlewaretoken: csrf });
      update(link, (await fetchPage(link.href, { cache: "no-store" })).page);
    } catch {
      announce(document.getElementById("comments"), commentStrings().dataset.textFailed);
    }
    link.ariaBusy = null;
  });
}

function update(link, page) {
  const total = page.querySelector("[data-kudos-count]");
  const { kudosCount, given } = total.dataset;
  const isGiven = given !== undefined;
  link.toggleAttribute("data-given", isGiven);
  link.querySelector("[data-label]").textContent = isGiven ? link.dataset.textRemove : link.dataset.textGive;
  let count = link.querySelector("[data-count]");
  if (!count) {
    count = document.createElement("span");
    count.dataset.count = "";
    link.append(" ", count);
  }
  count.textContent = kudosCount === "0" ? "" : kudosCount;
  announce(document.getElementById("comments"), total.textContent.trim());
}
