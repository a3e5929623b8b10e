// Comments on the draft below the editor: their buttons act in place. Without this script they open the
// page of the draft links in another tab.

import { find, findAround } from "../elements.js";

/** @param {HTMLElement} section */
export function startDraftComments(section) {
  section.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-draft-comment-form]")) return;
    event.preventDefault();
    send(section, form, event.submitter);
  });
}

/**
 * @param {HTMLElement} section
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function send(section, form, submitter) {
  const status = find(section, "[data-status]");
  const id = form.closest("article")?.id;
  status.textContent = "";
  try {
    const body = new FormData(form, submitter);
    // Not form.action, which is the field with this name.
    const url = form.getAttribute("action") ?? "";
    const response = await fetch(url, { method: "POST", credentials: "same-origin", body });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("[data-draft-comments]");
    if (!list) throw new Error(`No comments in the response: ${response.status}`);
    const focused = document.activeElement;
    const isFocusFree = focused === document.body || section.contains(focused);
    const typing = keepReplies(section, page, form, body);
    // Their comments were deleted meanwhile.
    const lost = repliesWithout(section, page, response.ok ? form : null);
    // Also after an error: then its form is open, with what was typed.
    find(section, "[data-draft-comments]").replaceWith(...lost, list);
    const messages = [...page.querySelectorAll(".messages > li")];
    status.textContent = messages.map((message) => message.textContent?.trim()).join(" ");
    const acted = id ? document.getElementById(id) : null;
    const next = acted?.querySelector("[aria-invalid], .errorlist ~ textarea, summary") ?? section.querySelector("h2");
    if (typing) typing.focus();
    else if (isFocusFree && next instanceof HTMLElement) next.focus();
  } catch {
    status.textContent = section.dataset.textFailed ?? "";
  }
}

/**
 * The forms of replies that have a text and no comment on the new page any more: the text can still be copied.
 * @param {HTMLElement} section
 * @param {Document} page
 * @param {HTMLFormElement | null} sent its reply is stored
 */
function repliesWithout(section, page, sent) {
  const texts = [...section.querySelectorAll("[data-draft-comments] details.reply textarea")];
  return texts.flatMap((text) => {
    if (!(text instanceof HTMLTextAreaElement) || text.form === sent || !text.value.trim()) return [];
    return page.getElementById(text.id) ? [] : findAround(text, "details");
  });
}

/**
 * Copies replies that are not sent yet into the new page; returns the new field of the one in focus. Only their
 * texts: each form has a key of its own.
 * @param {HTMLElement} section
 * @param {Document} page
 * @param {HTMLFormElement} form that was sent; what was typed in it since then is kept, too
 * @param {FormData} body as it was sent
 */
function keepReplies(section, page, form, body) {
  let typing = null;
  for (const text of section.querySelectorAll("details.reply textarea")) {
    const copy = page.getElementById(text.id);
    if (!(text instanceof HTMLTextAreaElement && copy instanceof HTMLTextAreaElement)) continue;
    if (text.form === form && text.value === body.get(text.name)) continue;
    copy.value = text.value;
    /** @type {HTMLDetailsElement} */ (findAround(copy, "details")).open = text.closest("details")?.open ?? false;
    if (text !== document.activeElement) continue;
    copy.setSelectionRange(text.selectionStart, text.selectionEnd);
    typing = copy;
  }
  return typing;
}
