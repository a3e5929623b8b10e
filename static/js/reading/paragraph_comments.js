// Comments on a paragraph: opened from its marker, from selected text, or from the "+" marker
// beside the paragraph that has the pointer or the focus.
import { commentStrings } from "./comments/dom.js";
import { showPosted } from "./comments/list.js";
import { openPanel, paragraphUrl, showPostedInPanel } from "./comments/paragraph_panel.js";
import { openReply } from "./comments/replies.js";
import { paragraphAt, paragraphId, startSelectionButton } from "./comments/selection_button.js";

const body = document.querySelector("[data-body]");
let isStarted = false;
let addMarker = null;

export function start(event) {
  if (!isStarted) startOnce();
  isStarted = true;
  const marker = event?.type === "click" && event.target.closest("a.comment-marker");
  if (marker) return openPanel(marker.dataset.marker, { opener: marker });
  if (event) moveAddMarker(event);
}

function startOnce() {
  startSelectionButton(({ comment, paragraph, text }) => {
    if (comment) quoteInReply(comment, text);
    else openPanel(paragraphId(paragraph), { quote: text });
  });
  body.addEventListener("pointerover", moveAddMarker, { passive: true });
  body.addEventListener("focusin", moveAddMarker);
}

/** Moves the one "+" marker to the paragraph with the pointer or the focus, if it has no marker. */
function moveAddMarker(event) {
  if (event.pointerType === "touch" || "hidesCommentMarkers" in document.documentElement.dataset) return;
  const paragraph = paragraphAt(event.target);
  if (!paragraph || paragraph.querySelector(":scope > .comment-marker:not(.add)")) return addMarker?.remove();
  if (addMarker?.parentElement === paragraph) return;
  addMarker ??= createAddMarker();
  addMarker.dataset.marker = paragraphId(paragraph);
  addMarker.href = paragraphUrl(paragraphId(paragraph));
  paragraph.append(addMarker);
}

function createAddMarker() {
  const marker = document.createElement("a");
  marker.className = "comment-marker add";
  marker.rel = "nofollow";
  marker.textContent = "+";
  marker.ariaLabel = commentStrings().dataset.textAddMarker;
  return marker;
}

/** Opens a reply to the comment with the selected text as a quotation. */
function quoteInReply(comment, text) {
  const isInPanel = comment.closest("[data-paragraph-panel]");
  const form = openReply(comment, isInPanel ? showPostedInPanel : showPosted);
  if (!form) return;
  const quote = text.replace(/^/gm, "> ");
  form.text.value = `${form.text.value.trimEnd()}\n\n${quote}\n\n`.trimStart();
  form.text.dispatchEvent(new Event("input", { bubbles: true }));
  form.text.focus();
  form.text.setSelectionRange(form.text.value.length, form.text.value.length);
}
