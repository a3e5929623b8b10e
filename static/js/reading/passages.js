// Comments on a paragraph: from its mark, from what is selected in it, or from the mark that is
// there while the pointer or the keyboard is on it.
import { showPosted } from "./talk/list.js";
import { addressOf, openPanel, showPostedInPanel } from "./talk/passage_panel.js";
import { openReply } from "./talk/replies.js";
import { blockAt, numberOf, startTaking } from "./talk/taking.js";
import { ofComments } from "./talk/words.js";

const body = document.querySelector("[data-body]");
let isStarted = false;
let fresh = null;

export function start(event) {
  if (!isStarted) begin();
  isStarted = true;
  const mark = event?.type === "click" && event.target.closest("a.comment-marker");
  if (mark) return openPanel(mark.dataset.mark, { from: mark });
  if (event) follow(event);
}

function begin() {
  startTaking(({ comment, block, words }) => {
    if (comment) quote(comment, words);
    else openPanel(numberOf(block), { quote: words });
  });
  body.addEventListener("pointerover", follow, { passive: true });
  body.addEventListener("focusin", follow);
}

/** One mark for all paragraphs that have none: it is where the pointer or the keyboard is. */
function follow(event) {
  if (event.pointerType === "touch" || "hidesCommentMarkers" in document.documentElement.dataset) return;
  const block = blockAt(event.target);
  if (!block || block.querySelector(":scope > .comment-marker:not(.add)")) return fresh?.remove();
  if (fresh?.parentElement === block) return;
  fresh ??= make();
  fresh.dataset.mark = numberOf(block);
  fresh.href = addressOf(numberOf(block));
  block.append(fresh);
}

function make() {
  const mark = document.createElement("a");
  mark.className = "comment-marker add";
  mark.rel = "nofollow";
  mark.textContent = "+";
  mark.ariaLabel = ofComments().dataset.fresh;
  return mark;
}

/** The words become a quotation in the answer to the comment that they are from. */
function quote(comment, words) {
  const isInPanel = comment.closest("[data-passage-panel]");
  const form = openReply(comment, isInPanel ? showPostedInPanel : showPosted);
  if (!form) return;
  const quoted = words.replace(/^/gm, "> ");
  form.text.value = `${form.text.value.trimEnd()}\n\n${quoted}\n\n`.trimStart();
  form.text.dispatchEvent(new Event("input", { bubbles: true }));
  form.text.focus();
  form.text.setSelectionRange(form.text.value.length, form.text.value.length);
}
