// The comments under a chapter.
import { announce, cloneFrom, commentStrings, focusOn } from "./dom.js";
import { awaitingModeration, markOwn, rememberGuestComment, showAwaitingModeration } from "./guest_comments.js";
import { startKudos } from "./kudos.js";
import { startLikes } from "./likes.js";
import { startPartialUpdates } from "./partial_updates.js";
import { refreshCounts } from "./refresh_counts.js";
import { openDrafts, startReplies } from "./replies.js";
import { fetchCommentList } from "./requests.js";

const section = document.querySelector("main [data-comments-url]");
const container = section?.querySelector("[data-comments-container]");
const { commentsUrl, consent = "" } = section?.dataset ?? {};
const isGuest = !("member" in document.documentElement.dataset);
// The URL of the list that is visible, with its sorting and page.
let listUrl = commentsUrl + consent;
let isLoaded = false;

export function startList() {
  startPartialUpdates(container, (list, url) => {
    if (url) listUrl = url;
    return personalize(list);
  });
  startReplies(container, showPosted);
  startLikes(container);
  startKudos(section.querySelector("[data-kudos]"));
  load().then(showLinkedComment);
}

async function load() {
  try {
    const list = await fetchCommentList(listUrl);
    container.replaceChildren(list);
    section.dataset.loaded = "";
    isLoaded = true;
    await personalize(list);
  } catch (error) {
    if (!(error instanceof TypeError)) console.error(error);
    if (isLoaded || container.childElementCount) return;
    const note = cloneFrom(commentStrings(), "[data-load-failed]");
    note.querySelector("a").href = commentsUrl + consent;
    container.append(note);
  }
}

/** Adds this browser's drafts and a guest's own comments to a list that is the same for everyone. */
async function personalize(list) {
  openDrafts(list, commentsUrl, consent, showPosted);
  if (!isGuest) return;
  markOwn(list, commentsUrl, consent);
  if (list.matches(".thread")) return;
  const comments = await awaitingModeration(commentsUrl, consent).catch(() => []);
  for (const { number, page } of comments) showAwaitingModeration(list, number, page, commentsUrl, consent);
}

/** Goes to the comment in the hash of the page's URL. */
export function showLinkedComment() {
  const comment = /^#c\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (comment) focusOn(comment);
  else if (location.hash === "#comments") section.scrollIntoView();
}

/** Reloads the list and goes to the new comment; a held one is shown from its own page. */
export async function showPosted(result) {
  const { number, page } = result;
  if (isGuest) rememberGuestComment(result);
  await Promise.all([load(), refreshCounts()]);
  const list = container.querySelector("[data-comment-list]") ?? container;
  const state = page.querySelector(".comment-state")?.textContent.trim();
  const comment = list.querySelector(`#c${number}`) ?? showAwaitingModeration(list, number, page, commentsUrl, consent);
  if (comment) focusOn(comment);
  announce(section, state ?? commentStrings().dataset.textPosted);
}

/** Reloads the list, for a comment that was posted in the paragraph panel. */
export const refreshList = () => isLoaded && load();
