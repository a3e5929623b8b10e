// The comments on a paragraph and a form for a new one: a panel beside the text on wide screens, a
// bottom sheet on phones.
import { CommentForm, copyQuickForm } from "./comment_form.js";
import { announce, cloneFrom, commentStrings, focusOn, hiddenInput } from "./dom.js";
import { markOwn, rememberGuestComment, showAwaitingModeration } from "./guest_comments.js";
import { startLikes } from "./likes.js";
import { refreshList } from "./list.js";
import { startPartialUpdates } from "./partial_updates.js";
import { refreshCounts } from "./refresh_counts.js";
import { startReplies } from "./replies.js";
import { fetchCommentList } from "./requests.js";

const { commentsUrl, consent = "" } = document.querySelector("main [data-comments-url]").dataset;
const isGuest = !("member" in document.documentElement.dataset);
let panel = null;
let content = null;
let openId = null;
let opener = null;

function createPanel() {
  panel = cloneFrom(commentStrings(), "[data-paragraph-panel]");
  content = panel.querySelector("[data-panel-content]");
  document.body.append(panel);
  panel.querySelector("[data-close]").addEventListener("click", close);
  panel.addEventListener("close", returnFocus);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    event.preventDefault();
    close();
  });
  // A click on the backdrop closes the bottom sheet.
  panel.addEventListener("click", (event) => event.target === panel && panel.matches(":modal") && close());
  startPartialUpdates(content, prepareList);
  startReplies(content, showPostedInPanel);
  startLikes(content);
}

export const paragraphUrl = (id) => `${commentsUrl}on/${id}/${consent}`;

/** Opens the panel for a paragraph id; `opener` is the marker, `quote` the selected text. */
export async function openPanel(id, { opener: newOpener, quote = "" }) {
  if (!panel) createPanel();
  if (panel.open && openId === id && !quote) return close();
  opener?.removeAttribute("aria-expanded");
  openId = id;
  opener = newOpener ?? null;
  opener?.setAttribute("aria-expanded", "true");
  await load(quote);
  // The reader opened another paragraph meanwhile.
  if (openId !== id) return;
  if (!panel.open && matchMedia("(min-width: 64rem)").matches) panel.show();
  else if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  if (quote) content.querySelector("textarea")?.focus();
  else panel.querySelector("h2").focus();
}

async function load(quote = "") {
  const id = openId;
  const list = await fetchCommentList(paragraphUrl(id)).catch(() => null);
  if (id !== openId) return;
  content.replaceChildren(list ?? loadFailedNote());
  if (list) prepareList(list);
  const link = content.querySelector("a[data-write]");
  const element = (link || !list) && copyQuickForm(commentStrings().dataset.textParagraph);
  if (!element) return;
  (link?.closest("p") ?? content.lastElementChild).after(element);
  link?.closest("p").remove();
  element.append(hiddenInput("paragraph", id));
  const form = new CommentForm(element, showPostedInPanel);
  if (quote) form.setValue("quote", quote);
}

function loadFailedNote() {
  const note = cloneFrom(commentStrings(), "[data-load-failed]");
  note.querySelector("a").href = paragraphUrl(openId);
  return note;
}

// The list under the chapter may have the same comments: ids must be unique in the page.
function prepareList(list) {
  for (const comment of list.querySelectorAll("[id]")) comment.id = `on-${comment.id}`;
  for (const link of list.querySelectorAll('a.reply-to[href^="#"]')) link.hash = `on-${link.hash.slice(1)}`;
  if (isGuest) markOwn(list, commentsUrl, consent);
}

export async function showPostedInPanel(result) {
  const { number, page } = result;
  if (isGuest) rememberGuestComment(result);
  await Promise.all([load(), refreshCounts()]);
  const list = content.querySelector("[data-comment-list]") ?? content;
  const state = page.querySelector(".comment-state")?.textContent.trim();
  const comment =
    list.querySelector(`[data-number="${number}"]`) ?? showAwaitingModeration(list, number, page, commentsUrl, consent);
  if (comment) focusOn(comment);
  announce(panel, state ?? commentStrings().dataset.textPosted);
  refreshList();
}

function close() {
  panel.close();
}

/** Returns the focus to the marker, or to the paragraph if it has none. */
function returnFocus() {
  opener?.removeAttribute("aria-expanded");
  const paragraph = document.querySelector(`[data-body] [id$="-b${openId}"]`);
  const marker = opener?.isConnected ? opener : paragraph?.querySelector(":scope > .comment-marker");
  if (marker) marker.focus();
  else if (paragraph) focusOn(paragraph);
  openId = null;
}
