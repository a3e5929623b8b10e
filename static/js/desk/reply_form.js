// The form for a reply to a comment in the inbox: takes the focus when it is opened, sends with Ctrl+Enter, and
// keeps what is typed in the browser until it is posted. The chapter's page has the same draft.

import { dataOf, find } from "../elements.js";
import { isShortcut } from "../modifier_keys.js";
import { draftsFor, removeDraft, storeDraft } from "../reading/comments/draft_store.js";

/** @param {HTMLElement} element */
export function startReplyForm(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  const text = find(form, "textarea", HTMLTextAreaElement);
  const slot = dataOf(form, "replyForm");
  const details = form.closest("details");
  const [draft] = draftsFor(slot);
  let isOpenedByAuthor = true;
  // After an error the form has the text already.
  if (draft && !text.value) {
    text.value = draft.fields.text;
    if (details && !details.open) {
      isOpenedByAuthor = false;
      details.open = true;
    }
  }
  details?.addEventListener("toggle", () => {
    if (details.open && isOpenedByAuthor) text.focus();
    isOpenedByAuthor = true;
  });
  text.addEventListener("input", () => storeText(slot, text.value));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isShortcut(event)) form.requestSubmit();
  });
}

/**
 * @param {string} slot
 * @param {string} text
 */
function storeText(slot, text) {
  const [draft] = draftsFor(slot);
  const name = storeDraft(slot, { fields: { text, name: "", quote: "" } });
  // The form continues this draft, perhaps of another tab.
  if (draft && draft.name !== name) removeDraft(draft.name);
  if (!text.trim()) removeDraft(name);
}

/**
 * Removes the draft of a reply that was posted.
 * @param {ParentNode} page
 */
export function removePostedReply(page) {
  const posted = page.querySelector("[data-posted-reply]");
  if (!(posted instanceof HTMLElement)) return;
  for (const { name } of draftsFor(dataOf(posted, "postedReply"))) removeDraft(name);
}
