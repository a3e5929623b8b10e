// Kudos with one press, which the next takes back. Who gave any is known to the server alone.
import { fetchPage, post } from "./fetching.js";
import { fetchToken } from "./token.js";
import { ofComments, say } from "./words.js";

export function startKudos(link) {
  link?.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    try {
      const { csrf } = await fetchToken();
      const given = "given" in link.dataset ? "no" : "yes";
      await post(link.href, { given, csrfmiddlewaretoken: csrf });
      show(link, (await fetchPage(link.href, { cache: "no-store" })).page);
    } catch {
      say(document.getElementById("comments"), ofComments().dataset.failed);
    }
    link.ariaBusy = null;
  });
}

function show(link, page) {
  const { kudosCount, given } = page.querySelector("[data-kudos-count]").dataset;
  const isGiven = given !== undefined;
  link.toggleAttribute("data-given", isGiven);
  link.querySelector("[data-words]").textContent = isGiven ? link.dataset.takeBack : link.dataset.give;
  let count = link.querySelector("[data-count]");
  if (!count) {
    count = document.createElement("span");
    count.dataset.count = "";
    link.append(" ", count);
  }
  count.textContent = kudosCount === "0" ? "" : kudosCount;
  const said = page.querySelector("[data-kudos-count]").textContent.trim();
  say(document.getElementById("comments"), said);
}
