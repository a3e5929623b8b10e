// A like, given and taken back in place. The words and the count are the server's.
import { fetchTalk, post } from "./fetching.js";
import { fetchToken } from "./token.js";
import { ofComments, say } from "./words.js";

export function startLikes(within) {
  within.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-action]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    const section = document.getElementById("comments");
    try {
      await give(link);
      say(section, "");
    } catch {
      link.ariaBusy = null;
      say(section, ofComments().dataset.failed);
    }
  });
}

async function give(link) {
  const comment = link.closest(".comment");
  const url = new URL(link.href);
  const { csrf } = await fetchToken();
  await post(`${url.pathname}action/${url.search}`, { action: link.dataset.action, csrfmiddlewaretoken: csrf });
  const thread = await fetchTalk(link.href);
  const actions = thread.querySelector(`[data-number="${comment.dataset.number}"] .actions`);
  comment.querySelector(".actions").replaceWith(actions);
  actions.querySelector("a[data-action]")?.focus();
}
