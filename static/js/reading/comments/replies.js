// Reply forms below comments.
/**
 * @import { Posted } from "./submit.js"
 * @typedef {{text: string, isFolded: boolean}} Quote isFolded: it has words of a spoiler
 */
import { closest, dataOf, find, findAround } from "../../elements.js";
import { opensNewTab } from "../../modifier_keys.js";
import { CommentForm, copyQuickForm } from "./comment_form.js";
import { cloneFrom, commentStrings, hiddenInput, keepFocus } from "./dom.js";
import { draftsForChapter } from "./draft_store.js";

/** The replies to the comments in a container. */
export class Replies {
  /**
   * "Reply" links open a form in place.
   * @param {HTMLElement} container
   * @param {(posted: Posted, form: HTMLFormElement) => unknown} onPosted
   */
  constructor(container, onPosted) {
    this.onPosted = onPosted;
    /**
     * The open forms, by the element around them.
     * @type {WeakMap<HTMLElement, CommentForm>}
     */
    this.openForms = new WeakMap();
    container.addEventListener("click", (event) => {
      const link = closest(event, "a[data-reply]");
      if (!link || opensNewTab(event)) return;
      const form = this.open(findAround(link, ".comment"));
      if (!form) return;
      event.preventDefault();
      form.text.focus();
    });
    // Selected text of a comment; paragraph_comments.js tells which comment and text.
    container.addEventListener("serial:quote", (event) => {
      const comment = closest(event, ".comment");
      if (comment) this.quote(comment, /** @type {CustomEvent<Quote>} */ (event).detail);
    });
  }

  /**
   * Returns the form below a comment, or null if the chapter takes no comments.
   * @param {HTMLElement} comment
   */
  open(comment) {
    const openBox = comment.querySelector("[data-reply-form]");
    const openForm = openBox && this.openForms.get(openBox);
    if (openForm) return openForm;
    const name = comment.querySelector(".name")?.textContent ?? "";
    const element = copyQuickForm(dataOf(commentStrings(), "textReply").replace("{name}", name));
    if (!element) return null;
    const box = cloneFrom(commentStrings(), "[data-reply-form]");
    box.prepend(element);
    box.dataset.place = `#c${dataOf(comment, "number")}`;
    element.append(hiddenInput("reply_to", dataOf(comment, "number")));
    find(comment, ".comment__body").append(box);
    const form = new CommentForm(element, this.onPosted);
    this.openForms.set(box, form);
    find(box, "[data-close]").addEventListener("click", () => {
      // It may have moved into a new list by now.
      const link = findAround(box, ".comment").querySelector("a[data-reply]");
      // The draft stays stored, and is restored when the form is opened again.
      box.remove();
      link?.focus();
    });
    return form;
  }

  /**
   * Opens a reply to the comment with a quotation. A quoted spoiler stays a spoiler.
   * @param {HTMLElement} comment
   * @param {Quote} quote
   */
  quote(comment, { text, isFolded }) {
    const form = this.open(comment);
    if (!form) return;
    const quotation = text.replace(/^/gm, "> ");
    const quote = isFolded ? `::: spoiler\n${quotation}\n:::` : quotation;
    form.text.value = `${form.text.value.trimEnd()}\n\n${quote}\n\n`.trimStart();
    form.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.text.focus();
    form.text.setSelectionRange(form.text.value.length, form.text.value.length);
  }
}

/**
 * Calls `replace`, which puts a new list of comments into the place of the old one. Forms in which
 * somebody types move into the same comments of the new list.
 * @param {ParentNode} oldList
 * @param {ParentNode} newList
 * @param {() => unknown} replace
 */
export function keepReplies(oldList, newList, replace) {
  keepFocus(() => {
    for (const box of oldList.querySelectorAll("[data-reply-form]")) {
      const { number } = findAround(box, ".comment").dataset;
      const comment = newList.querySelector(`.comment[data-number="${number}"]:has([data-reply])`);
      if (comment && isInUse(box)) find(comment, ".comment__body").append(box);
    }
    replace();
  });
}

/**
 * Whether a comment form has a text or the focus.
 * @param {HTMLElement} part the form, or an element around it
 */
export const isInUse = (part) =>
  part.contains(document.activeElement) || Boolean(part.querySelector("textarea")?.value.trim());

/**
 * Opens the replies that have a draft; drafts for anything not in the list get a link.
 * @param {HTMLElement} list
 * @param {string} commentsUrl
 * @param {string} consent
 * @param {Replies} replies
 */
export function openDrafts(list, commentsUrl, consent, replies) {
  const elsewhere = [];
  for (const slot of new Set(draftsForChapter(dataOf(list, "chapter")).map((draft) => draft.slot))) {
    const [, replyTo = "-", paragraph = "-"] = slot.split(" ");
    if (replyTo === "-" && paragraph === "-") continue;
    const comment = list.querySelector(`.comment[data-number="${replyTo}"]:has([data-reply])`);
    if (comment) replies.open(comment);
    else elsewhere.push({ replyTo, paragraph });
  }
  const notes = elsewhere.map((target) => draftNote(`${commentsUrl}write/${consent}`, target));
  for (const oldNote of list.querySelectorAll("[data-other-draft]")) oldNote.remove();
  list.prepend(...notes);
}

/**
 * @param {string} writeUrl
 * @param {{replyTo: string, paragraph: string}} target
 */
function draftNote(writeUrl, { replyTo, paragraph }) {
  const note = cloneFrom(commentStrings(), "[data-other-draft]");
  const url = new URL(writeUrl, location.href);
  if (replyTo !== "-") url.searchParams.set("reply_to", replyTo);
  if (paragraph !== "-") url.searchParams.set("paragraph", paragraph);
  find(note, "a", HTMLAnchorElement).href = url.href;
  return note;
}
