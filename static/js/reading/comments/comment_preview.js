// Shows a preview of a comment in its form.
/** @import { CommentForm } from "./comment_form.js" */
import { closest, dataOf, find } from "../../elements.js";
import { announce, cloneFrom, formStrings } from "./dom.js";
import { post } from "./requests.js";

/** @param {CommentForm} form */
export function startPreview(form) {
  form.element.addEventListener("click", async (event) => {
    if (!closest(event, "[data-preview]")) return;
    event.preventDefault();
    const strings = formStrings();
    try {
      await form.activate();
      const fields = { text: form.value("text"), csrfmiddlewaretoken: form.value("csrfmiddlewaretoken") };
      show(form, await (await post(dataOf(strings, "previewUrl"), fields)).text());
      announce(form.element, "");
    } catch {
      announce(form.element, dataOf(strings, "textPreviewFailed"));
    }
  });
}

/**
 * @param {CommentForm} form
 * @param {string} html from the server, sanitized
 */
function show(form, html) {
  form.element.querySelector("[data-comment-preview]")?.remove();
  const preview = cloneFrom(formStrings(), "[data-comment-preview]");
  find(preview, ".comment-body").innerHTML = html;
  preview.tabIndex = -1;
  find(form.element, ".form-actions").before(preview);
  preview.focus();
}
