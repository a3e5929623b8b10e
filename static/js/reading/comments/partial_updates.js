// Links for sorting, pages and more replies replace part of the list instead of loading a page. The
// URL of the page does not change; if loading fails, the link is followed.
import { closest, dataOf, find, findAround } from "../../elements.js";
import { opensNewTab } from "../../modifier_keys.js";
import { announce, commentStrings, focusOn, isTyping } from "./dom.js";
import { keepReplies } from "./replies.js";
import { fetchCommentList } from "./requests.js";

/**
 * Handles the links in `container`. `onUpdate` is called with the new list, and with its URL if it
 * replaces the whole list.
 * @param {HTMLElement} container
 * @param {(list: HTMLElement, url?: string) => unknown} onUpdate
 */
export function startPartialUpdates(container, onUpdate) {
  let listRequest = new AbortController();
  container.addEventListener("click", (event) => {
    const link = closest(event, "a[data-list-link], a[data-more-replies]", HTMLAnchorElement);
    if (!link || opensNewTab(event)) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    if (!("listLink" in link.dataset)) return update(link, showMoreReplies(link), onUpdate);
    // The reader chose another list meanwhile.
    listRequest.abort();
    listRequest = new AbortController();
    update(link, replaceList(link, listRequest.signal), (list) => onUpdate(list, link.href));
  });
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Promise<HTMLElement | null>} request
 * @param {(list: HTMLElement) => unknown} onUpdate
 */
async function update(link, request, onUpdate) {
  link.ariaBusy = "true";
  try {
    const list = await request;
    if (list) await onUpdate(list);
  } catch (error) {
    link.ariaBusy = null;
    const isAborted = /** @type {Error} */ (error).name === "AbortError";
    if (link.isConnected && !isAborted) location.assign(link.href);
  }
}

/**
 * Returns the new list; null if the old one was replaced meanwhile.
 * @param {HTMLAnchorElement} link
 * @param {AbortSignal} signal
 */
async function replaceList(link, signal) {
  const oldList = findAround(link, "[data-comment-list]");
  const isSortLink = Boolean(link.closest(".sort-links"));
  const list = await fetchCommentList(link.href, signal);
  if (!oldList.isConnected) return null;
  keepReplies(oldList, list, () => oldList.replaceWith(list));
  const current = list.querySelector(isSortLink ? ".sort-links [aria-current]" : ".pagination span");
  announceLoaded(list, current);
  if (isTyping()) return list;
  if (isSortLink) current?.focus();
  else focusOn(list.querySelector(".comment") ?? list);
  return list;
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement | null} current
 */
function announceLoaded(list, current) {
  const texts = [dataOf(commentStrings(), "textLoaded"), current?.textContent.trim()].filter(Boolean);
  announce(list.closest("[data-paragraph-panel]") ?? find(document, "#comments"), texts.join(" "));
}

/**
 * Replaces the beginning of a thread with the whole thread, and returns it; null if the list was
 * replaced meanwhile.
 * @param {HTMLAnchorElement} link
 */
async function showMoreReplies(link) {
  const item = findAround(findAround(link, ".more-replies"), ".threads > li");
  const thread = await fetchCommentList(link.href);
  if (!link.isConnected) return null;
  thread.querySelector(".comment")?.classList.remove("current");
  const oldComments = [...item.querySelectorAll(".comment")];
  const oldNumbers = new Set(oldComments.map((comment) => comment.dataset.number));
  const list = findAround(item, "[data-comment-list]");
  keepReplies(item, thread, () => item.replaceChildren(thread));
  const comments = [...thread.querySelectorAll(".comment")];
  const firstNew = comments.find((comment) => !oldNumbers.has(comment.dataset.number));
  if (!isTyping()) focusOn(firstNew ?? thread);
  announceLoaded(list, thread.querySelector(".pagination span"));
  return thread;
}
