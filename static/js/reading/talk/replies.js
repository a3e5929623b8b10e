// A form in answer to a comment, below it.
import { CommentForm, copyOfForm } from "./comment_form.js";
import { textsUnder } from "./kept_texts.js";
import { ofComments, piece } from "./words.js";

const open = new WeakMap();

/** Links that say "Reply" open a form in place; `posted` is called when one was posted. */
export function startReplies(within, posted) {
  within.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-reply]");
    const form = link && openReply(link.closest(".comment"), posted);
    if (!form) return;
    event.preventDefault();
    form.text.focus();
  });
}

/** The form below a comment, or null where none can be. */
export function openReply(comment, posted) {
  if (open.has(comment)) return open.get(comment);
  const name = comment.querySelector(".name")?.textContent ?? "";
  const element = copyOfForm(ofComments().dataset.reply.replace("{name}", name));
  if (!element) return null;
  const box = piece(ofComments(), "[data-answering]");
  box.prepend(element);
  put(element, "reply_to", comment.dataset.number);
  comment.append(box);
  const form = new CommentForm(element, posted);
  open.set(comment, form);
  box.querySelector("[data-close]").addEventListener("click", () => {
    // What was typed is kept, and is there again when the form is.
    open.delete(comment);
    box.remove();
    comment.querySelector("a[data-reply]")?.focus();
  });
  return form;
}

function put(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
}

/** Opens those that somebody had begun; what else was begun is told of, with the way to it. */
export function openBegun(list, place, answer, posted) {
  const elsewhere = [];
  for (const slot of new Set(textsUnder(place).map((kept) => kept.slot))) {
    const [, to, on] = slot.split(" ");
    if (to === "-" && on === "-") continue;
    const comment = list.querySelector(`.comment[data-number="${to}"]:has(> .actions [data-reply])`);
    if (comment) openReply(comment, posted);
    else elsewhere.push({ to, on });
  }
  const links = elsewhere.map(({ to, on }) => begun(`${place}write/`, answer, to, on));
  for (const former of list.querySelectorAll("[data-begun]")) former.remove();
  list.prepend(...links);
}

function begun(address, answer, to, on) {
  const note = piece(ofComments(), "[data-begun]");
  const url = new URL(address + answer, location.href);
  if (to !== "-") url.searchParams.set("reply_to", to);
  if (on !== "-") url.searchParams.set("paragraph", on);
  note.querySelector("a").href = url;
  return note;
}
