// Likes and unlikes a comment without leaving the page. The label and the count are the server's.
import { announce, commentStrings } from "./dom.js";
import { fetchFormToken } from "./form_token.js";
import { fetchCommentList, post } from "./requests.js";

export function startLikes(container) {
  container.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-action]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    const section = document.getElementById("comments");
    try {
      await toggleLike(link);
      announce(section, "");
    } catch {
      link.ariaBusy = null;
      announce(section, commentStrings().dataset.textFailed);
    }
  });
}

async function toggleLike(link) {
  const comment = link.closest(".comment");
  const url = new URL(link.href);
  const { csrf } = await fetchFormToken();
  await post(`${url.pathname}action/${url.search}`, { action: link.dataset.action, csrfmiddlewaretoken: csrf });
  const thread = await fetchCommentList(link.href);
  const actions = thread.querySelector(`[data-number="${comment.dataset.number}"] .actions`);
  comment.querySelector(".actions").replaceWith(actions);
  actions.querySelector("a[data-action]")?.focus();
}
