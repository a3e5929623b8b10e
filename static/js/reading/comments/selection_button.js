// A small button beside selected text: comments on a paragraph, or quotes a comment in a reply.
import { dataOf, find } from "../../elements.js";
import { cloneFrom, commentStrings } from "./dom.js";

// The selection changes with each letter: wait until the reader has stopped selecting.
const SHOW_DELAY = 200;
const GAP = 6;

/**
 * @typedef {{comment: HTMLElement, paragraph: null} | {comment: null, paragraph: HTMLElement}} Source
 * @typedef {Source & {text: string, isFolded: boolean, range: Range}} Selected isFolded: it has
 *   words of a folded passage, such as a spoiler
 */

/** @param {(selected: Selected) => unknown} onPress */
export function startSelectionButton(onPress) {
  /** @type {HTMLElement | null} */
  let button = null;
  /** @type {Selected | null} */
  let selected = null;
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(update, SHOW_DELAY);
  });
  update();

  function update() {
    if (document.activeElement === button && button) return;
    selected = readSelection();
    button?.remove();
    if (!selected) return;
    button ??= createButton();
    button.textContent = dataOf(button, selected.comment ? "textQuote" : "textComment");
    positionButton(button, selected);
  }

  function createButton() {
    const created = cloneFrom(commentStrings(), "[data-selection-button]");
    // Without this, pressing the button would clear the selection before it is read.
    created.addEventListener("pointerdown", (event) => event.preventDefault());
    created.addEventListener("click", (event) => {
      event.stopPropagation();
      created.remove();
      getSelection()?.removeAllRanges();
      if (selected) onPress(selected);
    });
    return created;
  }
}

/** @returns {Selected | null} */
function readSelection() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement;
  const source = start?.closest("[data-body] [id], [data-comment-list] .comment__text");
  const fragment = range.cloneContents();
  const text = textOf(fragment);
  if (!source || !text) return null;
  const isFolded = Boolean(start?.closest(".comment__text details") || fragment.querySelector("details"));
  const comment = source.matches(".comment__text") ? source.closest(".comment") : null;
  if (comment) {
    const canReply = comment.querySelector("[data-reply]");
    return canReply ? { comment, paragraph: null, text, isFolded, range } : null;
  }
  const paragraph = paragraphAt(start);
  return paragraph && { comment: null, paragraph, text, isFolded, range };
}

/**
 * The paragraph around an element, or null. Its HTML id is "c<chapter>-b<paragraph id>".
 * @param {EventTarget | null} element
 */
export function paragraphAt(element) {
  let paragraph = element instanceof Element ? element.closest("[data-body] [id]") : null;
  while (paragraph && !/^c\d+-b\d+$/.test(paragraph.id)) {
    paragraph = paragraph.parentElement?.closest("[data-body] [id]") ?? null;
  }
  return paragraph;
}

/** @param {HTMLElement} paragraph */
export const paragraphId = (paragraph) => paragraph.id.slice(paragraph.id.lastIndexOf("b") + 1);

/** @param {DocumentFragment} fragment */
function textOf(fragment) {
  for (const control of fragment.querySelectorAll(".comment-marker, [data-selection-button]")) control.remove();
  // Without what keeps a dash on its line: templatetags/line_breaks.py.
  return fragment.textContent.replaceAll("\u2060", "").replaceAll("\u00a0", " ").trim();
}

/**
 * Puts the button below the selection, and next in the tab order.
 * @param {HTMLElement} button
 * @param {Selected} selected
 */
function positionButton(button, { comment, paragraph, range }) {
  const parent = comment
    ? find(comment, ".comment__text")
    : (paragraphAt(range.endContainer.parentElement) ?? paragraph);
  parent.append(button);
  const lines = range.getClientRects();
  const lastLine = lines[lines.length - 1] ?? range.getBoundingClientRect();
  const origin = (button.offsetParent ?? document.body).getBoundingClientRect();
  const maxLeft = Math.max(0, origin.width - button.offsetWidth);
  const left = lastLine.right - origin.left - button.offsetWidth;
  button.style.top = `${lastLine.bottom - origin.top + GAP}px`;
  button.style.left = `${Math.min(Math.max(0, left), maxLeft)}px`;
}
