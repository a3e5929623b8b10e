// What is selected in the chapter or in a comment can be taken along: a small button beside it.
import { ofComments, piece } from "./words.js";

const WHEN_STILL = 200;
let button = null;
let taken = null;

/** `take` is called with {block} or {comment}, and the selected words. */
export function startTaking(take) {
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, WHEN_STILL);
  });
  offer();

  function offer() {
    if (document.activeElement === button && button) return;
    taken = selected();
    button?.remove();
    if (!taken) return;
    button ??= make();
    const { comment, quote } = button.dataset;
    button.textContent = taken.comment ? quote : comment;
    place(taken);
  }

  function make() {
    const made = piece(ofComments(), "[data-take]");
    // A press must not take the selection away before it is read.
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", (event) => {
      event.stopPropagation();
      made.remove();
      getSelection().removeAllRanges();
      take(taken);
    });
    return made;
  }
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const first = range.startContainer.parentElement?.closest("[data-body] [id], [data-talk] .comment > .comment-body");
  const words = wordsOf(range);
  if (!first || !words || first.closest(".honeypot")) return null;
  const comment = first.matches(".comment-body") ? first.closest(".comment") : null;
  const block = comment ? null : blockAt(range.startContainer.parentElement);
  if (!comment && !block) return null;
  if (comment && !comment.querySelector(":scope > .actions [data-reply]")) return null;
  return { comment, block, words, range };
}

/** The paragraph around an element: its id ends in its number. */
export function blockAt(element) {
  let block = element?.closest?.("[data-body] [id]");
  while (block && !/^c\d+-b\d+$/.test(block.id)) block = block.parentElement.closest("[data-body] [id]");
  return block ?? null;
}

export const numberOf = (block) => block.id.slice(block.id.lastIndexOf("b") + 1);

function wordsOf(range) {
  const part = range.cloneContents();
  for (const extra of part.querySelectorAll(".comment-marker, [data-take]")) extra.remove();
  return part.textContent.trim();
}

/** Below the selection, and the next that the keyboard comes to from it. */
function place({ comment, range }) {
  const last = range.endContainer.parentElement;
  const within = comment?.querySelector(".comment-body") ?? blockAt(last) ?? blockAt(range.startContainer.parentElement);
  within.append(button);
  const lines = range.getClientRects();
  const end = lines[lines.length - 1] ?? range.getBoundingClientRect();
  const origin = button.offsetParent.getBoundingClientRect();
  const most = Math.max(0, origin.width - button.offsetWidth);
  button.style.top = `${end.bottom - origin.top + 6}px`;
  button.style.left = `${Math.min(Math.max(0, end.right - origin.left - button.offsetWidth), most)}px`;
}
