// Shows a preview of a comment in its form.
import { announce, cloneFrom, formStrings } from "./dom.js";
import { post } from "./requests.js";

/** `form` is a CommentForm. */
export function startPreview(form) {
  form.element.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-preview]")) return;
    event.preventDefault();
    const { previewUrl, textPreviewFailed } = formStrings().dataset;
    try {
      await form.activate();
      const fields = { text: form.value("text"), csrfmiddlewaretoken: form.value("csrfmiddlewaretoken") };
      show(form, await (await post(previewUrl, fields)).text());
      announce(form.element, "");
    } catch {
      announce(form.element, textPreviewFailed);
    }
  });
}

function show(form, html) {
  form.element.querySelector("[data-comment-preview]")?.remove();
  const preview = cloneFrom(formStrings(), "[data-comment-preview]");
  preview.firstElementChild.innerHTML = html;
  preview.tabIndex = -1;
  form.element.querySelector(".form-actions").before(preview);
  preview.focus();
}
