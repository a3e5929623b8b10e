// Links for sorting, pages and more replies replace part of the list instead of loading a page. The
// URL of the page does not change; if loading fails, the link is followed.
import { announce, commentStrings, focusOn } from "./dom.js";
import { fetchCommentList } from "./requests.js";

/**
 * Handles the links in `container`. `onUpdate` is called with the new list, and with its URL if it
 * replaces the whole list.
 */
export function startPartialUpdates(container, onUpdate) {
  container.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const listLink = event.target.closest("a[data-list-link]");
    const repliesLink = event.target.closest("a[data-more-replies]");
    if (!listLink && !repliesLink) return;
    event.preventDefault();
    const update = listLink ? replaceList(listLink) : showMoreReplies(repliesLink);
    update.then((list) => onUpdate(list, listLink?.href)).catch(() => location.assign((listLink ?? repliesLink).href));
  });
}

async function replaceList(link) {
  const oldList = link.closest("[data-comment-list]");
  const isSortLink = Boolean(link.closest(".sort-links"));
  const list = await fetchCommentList(link.href);
  oldList.replaceWith(list);
  const current = list.querySelector(isSortLink ? ".sort-links [aria-current]" : ".pagination span");
  if (isSortLink) current?.focus();
  else focusOn(list.querySelector(".comment") ?? list);
  announceLoaded(list, current);
  return list;
}

function announceLoaded(list, current) {
  const texts = [commentStrings().dataset.textLoaded, current?.textContent.trim()].filter(Boolean);
  announce(list.closest("[data-paragraph-panel]") ?? document.getElementById("comments"), texts.join(" "));
}

/** Replaces the beginning of a thread with the whole thread. */
async function showMoreReplies(link) {
  const end = link.closest(".more-replies");
  const thread = await fetchCommentList(link.href);
  const first = thread.querySelector(".comment");
  first?.classList.remove("current");
  const oldComments = [];
  for (let comment = end.previousElementSibling; comment; comment = comment.previousElementSibling) {
    oldComments.push(comment);
    if (comment.dataset.number === first?.dataset.number) break;
  }
  const oldNumbers = new Set(oldComments.map((comment) => comment.dataset.number));
  const list = end.closest("[data-comment-list]");
  for (const comment of oldComments) comment.remove();
  end.replaceWith(thread);
  const comments = [...thread.querySelectorAll(".comment")];
  focusOn(comments.find((comment) => !oldNumbers.has(comment.dataset.number)) ?? thread);
  announceLoaded(list, thread.querySelector(".pagination span"));
  return thread;
}
