// A small button beside selected text: comments on a paragraph, or quotes a comment in a reply.
import { cloneFrom, commentStrings } from "./dom.js";

// The selection changes with each letter: wait until the reader has stopped selecting.
const SHOW_DELAY = 200;
const GAP = 6;
let button = null;
let selected = null;

/** `onPress` is called with {paragraph, text} or {comment, text}. */
export function startSelectionButton(onPress) {
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(update, SHOW_DELAY);
  });
  update();

  function update() {
    if (document.activeElement === button && button) return;
    selected = readSelection();
    button?.remove();
    if (!selected) return;
    button ??= createButton();
    const { textComment, textQuote } = button.dataset;
    button.textContent = selected.comment ? textQuote : textComment;
    positionButton(selected);
  }

  function createButton() {
    const created = cloneFrom(commentStrings(), "[data-selection-button]");
    // Without this, pressing the button would clear the selection before it is read.
    created.addEventListener("pointerdown", (event) => event.preventDefault());
    created.addEventListener("click", (event) => {
      event.stopPropagation();
      created.remove();
      getSelection().removeAllRanges();
      onPress(selected);
    });
    return created;
  }
}

function readSelection() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement;
  const source = start?.closest("[data-body] [id], [data-comment-list] .comment > .comment-body");
  const text = textOf(range);
  if (!source || !text) return null;
  const comment = source.matches(".comment-body") ? source.closest(".comment") : null;
  const paragraph = comment ? null : paragraphAt(start);
  if (!comment && !paragraph) return null;
  if (comment && !comment.querySelector(":scope > .actions [data-reply]")) return null;
  return { comment, paragraph, text, range };
}

/** The paragraph around an element, or null. Its HTML id is "c<chapter>-b<paragraph id>". */
export function paragraphAt(element) {
  let paragraph = element?.closest?.("[data-body] [id]");
  while (paragraph && !/^c\d+-b\d+$/.test(paragraph.id)) {
    paragraph = paragraph.parentElement.closest("[data-body] [id]");
  }
  return paragraph ?? null;
}

export const paragraphId = (paragraph) => paragraph.id.slice(paragraph.id.lastIndexOf("b") + 1);

function textOf(range) {
  const fragment = range.cloneContents();
  for (const control of fragment.querySelectorAll(".comment-marker, [data-selection-button]")) control.remove();
  return fragment.textContent.trim();
}

/** Puts the button below the selection, and next in the tab order. */
function positionButton({ comment, range }) {
  const end = range.endContainer.parentElement;
  const parent =
    comment?.querySelector(".comment-body") ?? paragraphAt(end) ?? paragraphAt(range.startContainer.parentElement);
  parent.append(button);
  const lines = range.getClientRects();
  const lastLine = lines[lines.length - 1] ?? range.getBoundingClientRect();
  const origin = button.offsetParent.getBoundingClientRect();
  const maxLeft = Math.max(0, origin.width - button.offsetWidth);
  const left = lastLine.right - origin.left - button.offsetWidth;
  button.style.top = `${lastLine.bottom - origin.top + GAP}px`;
  button.style.left = `${Math.min(Math.max(0, left), maxLeft)}px`;
}
