// Reply forms below comments.
import { CommentForm, copyQuickForm } from "./comment_form.js";
import { cloneFrom, commentStrings, hiddenInput } from "./dom.js";
import { draftsForChapter } from "./draft_store.js";

const openForms = new WeakMap();

/** "Reply" links open a form in place; `onPosted` is called with the result of a posted reply. */
export function startReplies(container, onPosted) {
  container.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-reply]");
    const form = link && openReply(link.closest(".comment"), onPosted);
    if (!form) return;
    event.preventDefault();
    form.text.focus();
  });
}

/** Returns the CommentForm below a comment, or null if the chapter takes no comments. */
export function openReply(comment, onPosted) {
  if (openForms.has(comment)) return openForms.get(comment);
  const name = comment.querySelector(".name")?.textContent ?? "";
  const element = copyQuickForm(commentStrings().dataset.textReply.replace("{name}", name));
  if (!element) return null;
  const box = cloneFrom(commentStrings(), "[data-reply-form]");
  box.prepend(element);
  element.append(hiddenInput("reply_to", comment.dataset.number));
  comment.append(box);
  const form = new CommentForm(element, onPosted);
  openForms.set(comment, form);
  box.querySelector("[data-close]").addEventListener("click", () => {
    // The draft stays stored, and is restored when the form is opened again.
    openForms.delete(comment);
    box.remove();
    comment.querySelector("a[data-reply]")?.focus();
  });
  return form;
}

/** Opens the replies that have a draft; drafts for anything not in the list get a link. */
export function openDrafts(list, commentsUrl, consent, onPosted) {
  const elsewhere = [];
  for (const slot of new Set(draftsForChapter(commentsUrl).map((draft) => draft.slot))) {
    const [, replyTo, paragraph] = slot.split(" ");
    if (replyTo === "-" && paragraph === "-") continue;
    const comment = list.querySelector(`.comment[data-number="${replyTo}"]:has(> .actions [data-reply])`);
    if (comment) openReply(comment, onPosted);
    else elsewhere.push({ replyTo, paragraph });
  }
  const notes = elsewhere.map((target) => draftNote(`${commentsUrl}write/${consent}`, target));
  for (const oldNote of list.querySelectorAll("[data-other-draft]")) oldNote.remove();
  list.prepend(...notes);
}

function draftNote(writeUrl, { replyTo, paragraph }) {
  const note = cloneFrom(commentStrings(), "[data-other-draft]");
  const url = new URL(writeUrl, location.href);
  if (replyTo !== "-") url.searchParams.set("reply_to", replyTo);
  if (paragraph !== "-") url.searchParams.set("paragraph", paragraph);
  note.querySelector("a").href = url;
  return note;
}
