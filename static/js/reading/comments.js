// Begins what can be done with the comments of a chapter; on a page for writing, its form alone.
import { CommentForm } from "./talk/comment_form.js";
import { showAsked, showPosted, startList } from "./talk/list.js";
import { remember } from "./talk/mine.js";

let isStarted = false;

export function start() {
  const section = document.querySelector("main [data-comments]");
  if (isStarted) return section && showAsked();
  isStarted = true;
  const form = document.querySelector("main [data-comment-form]");
  if (form) new CommentForm(form, section ? showPosted : leadOn);
  if (section) startList();
}

function leadOn(outcome) {
  remember(outcome);
  location.assign(`${outcome.address}#c${outcome.number}`);
}
