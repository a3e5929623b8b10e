// Starts the comments of a chapter; on the page for writing a comment, only its form.
/** @import { Posted } from "./submit.js" */
import { CommentForm } from "./comment_form.js";
import { rememberGuestComment } from "./guest_comments.js";
import { CommentList, showLinkedComment } from "./list.js";

let isStarted = false;

/** @param {Event} [event] what made the loader start this, several times on a page. */
export function start(event) {
  const section = document.querySelector("main [data-comments-url]");
  // Only the first time, and when the hash changes: the reader may be elsewhere by now.
  if (isStarted) return section && event?.type === "hashchange" && showLinkedComment(section);
  isStarted = true;
  const list = section && new CommentList(section);
  const form = document.querySelector("main [data-comment-form]");
  if (form instanceof HTMLFormElement) {
    new CommentForm(form, (posted) => (list ? list.showPosted(posted) : openCommentPage(posted)));
  }
  list?.start();
}

/** @param {Posted} posted */
function openCommentPage(posted) {
  rememberGuestComment(posted);
  location.assign(`${posted.url}#c${posted.number}`);
}
