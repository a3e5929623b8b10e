// Likes and unlikes a comment without leaving the page. The label and the count are the server's.
import { closest, dataOf, find, findAround } from "../../elements.js";
import { opensNewTab } from "../../modifier_keys.js";
import { announce, commentStrings, keepFocus } from "./dom.js";
import { fetchFormToken } from "./form_token.js";
import { fetchCommentList, post } from "./requests.js";

/** @param {HTMLElement} container */
export function startLikes(container) {
  container.addEventListener("click", async (event) => {
    const link = closest(event, "a[data-action]", HTMLAnchorElement);
    if (!link || opensNewTab(event)) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    const section = find(document, "#comments");
    try {
      await toggleLike(link);
      announce(section, "");
    } catch {
      link.ariaBusy = null;
      announce(section, dataOf(commentStrings(), "textFailed"));
    }
  });
}

/** @param {HTMLAnchorElement} link */
async function toggleLike(link) {
  const comment = findAround(link, ".comment");
  const url = new URL(link.href);
  const action = dataOf(link, "action");
  const { csrf } = await fetchFormToken();
  await post(`${url.pathname}action/${url.search}`, { action, csrfmiddlewaretoken: csrf });
  const thread = await fetchCommentList(link.href);
  const actions = find(thread, `[data-number="${comment.dataset.number}"] .comment__actions`);
  const oldActions = find(comment, ".comment__actions");
  const hadFocus = oldActions.contains(document.activeElement);
  // The old menu may be open, or about to open.
  const menu = oldActions.querySelector("[data-more], [data-menu]");
  keepFocus(() => {
    if (menu) actions.querySelector("[data-more]")?.replaceWith(menu);
    oldActions.replaceWith(actions);
  });
  if (hadFocus && !actions.contains(document.activeElement)) actions.querySelector("a[data-action]")?.focus();
}
