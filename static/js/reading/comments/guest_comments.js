// A guest's own comments. A cookie, which scripts cannot read, gives the right to edit each; this
// browser remembers which comments they are.
import { dataOf, find } from "../../elements.js";
import { cloneFrom, commentStrings } from "./dom.js";
import { fetchPage } from "./requests.js";

/** @import { Posted } from "./submit.js" */

const STORAGE_KEY = "serial.guest-comments";
const MAX_COMMENTS = 200;
const MAX_AWAITING_MODERATION = 5;

/**
 * `path`: of the comment's page when it was posted. If the chapter was renamed, it redirects.
 * @typedef {{path: string, isHeld: boolean}} GuestComment
 */

/**
 * Maps a key, made of the chapter's id and the comment's number, to what is stored of a comment.
 * @returns {Record<string, GuestComment>}
 */
function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** @param {Record<string, GuestComment>} comments */
function store(comments) {
  const newest = Object.entries(comments).slice(-MAX_COMMENTS);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Storage may be blocked; the guest still has the URL of the comment's page.
  }
}

const isHeld = (/** @type {Document} */ page) => Boolean(page.querySelector(".comment-state[data-state=held]"));

/**
 * The key of a comment in a list, or on a page with a list.
 * @param {ParentNode} list
 * @param {string | number} number
 */
function keyOf(list, number) {
  const element = list instanceof HTMLElement ? list.closest("[data-chapter]") : null;
  return `${dataOf(element ?? find(list, "[data-chapter]"), "chapter")}-${number}`;
}

/**
 * Stores that a comment was posted in this browser.
 * @param {Posted} posted
 */
export function rememberGuestComment({ url: postedUrl, number, page }) {
  const url = new URL(postedUrl);
  if (!url.searchParams.has("own")) return;
  store({ ...stored(), [keyOf(page, number)]: { path: url.pathname, isHeld: isHeld(page) } });
}

/**
 * @param {string} path
 * @param {string} consent
 */
const ownUrl = (path, consent) => `${path}${consent}${consent ? "&" : "?"}own=yes`;

/**
 * Marks a guest's own comments in a list: their menu has what the guest may do with them.
 * @param {HTMLElement} list
 * @param {string} consent
 */
export function markOwn(list, consent) {
  for (const comment of list.querySelectorAll("[data-number]")) {
    const own = stored()[keyOf(list, dataOf(comment, "number"))];
    const menu = comment.querySelector("a[data-more]");
    if (!own || !(menu instanceof HTMLAnchorElement)) continue;
    comment.classList.add("own");
    menu.href = ownUrl(own.path, consent);
  }
}

/**
 * Returns the newest of a guest's comments that are held, which no list has.
 * @param {HTMLElement} list
 * @param {string} consent
 */
export async function awaitingModeration(list, consent) {
  const chapter = keyOf(list, "");
  const held = Object.entries(stored()).filter(([key, comment]) => comment.isHeld && key.startsWith(chapter));
  const comments = await Promise.all(
    held.slice(-MAX_AWAITING_MODERATION).map(async ([key, { path }]) => {
      const { response, page } = await fetchPage(ownUrl(path, consent));
      if (!response.ok || isHeld(page)) return { number: key.slice(chapter.length), page };
      store({ ...stored(), [key]: { path, isHeld: false } });
      return null;
    }),
  );
  return comments.filter((comment) => comment !== null).filter((comment) => isHeld(comment.page));
}

/**
 * Shows a comment from its own page above the list: a held one with its state, or a new one that is on
 * another page of the list. Returns null if the list has it.
 * @param {HTMLElement} list
 * @param {string | number} number
 * @param {Document} page
 * @param {string} consent
 */
export function showAbove(list, number, page, consent) {
  const comment = page.getElementById(`c${number}`);
  if (!comment || list.querySelector(`#c${number}`)) return null;
  const kind = page.querySelector(".comment-state") ? ".awaiting-moderation" : ".new-comment";
  let section = list.querySelector(kind);
  if (!section) {
    section = cloneFrom(commentStrings(), kind);
    list.prepend(section);
  }
  // The state, and why the comment is held.
  for (const reason of page.querySelectorAll(".comment-state, .comment-state + .findings")) {
    reason.classList.replace("notice", "comment__state");
    section.append(document.adoptNode(reason));
  }
  comment.classList.remove("current");
  const actions = document.createElement("div");
  actions.className = "comment__actions";
  actions.append(cloneFrom(commentStrings(), "a[data-more]"));
  find(comment, ".comment__body").append(actions);
  section.append(document.adoptNode(comment));
  markOwn(section, consent);
  return comment;
}
