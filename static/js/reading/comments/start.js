// Starts the comments of a chapter; on the page for writing a comment, only its form.
import { CommentForm } from "./comment_form.js";
import { rememberGuestComment } from "./guest_comments.js";
import { showLinkedComment, showPosted, startList } from "./list.js";

let isStarted = false;

export function start() {
  const section = document.querySelector("main [data-comments-url]");
  if (isStarted) return section && showLinkedComment();
  isStarted = true;
  const form = document.querySelector("main [data-comment-form]");
  if (form) new CommentForm(form, section ? showPosted : openCommentPage);
  if (section) startList();
}

function openCommentPage(result) {
  rememberGuestComment(result);
  location.assign(`${result.url}#c${result.number}`);
}
