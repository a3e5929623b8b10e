// Shows a preview of a comment in its form.
/** @import { CommentForm } from "./comment_form.js" */
import { closest, dataOf, find } from "../../elements.js";
import { retryDelay } from "../../retry_after.js";
import { announce, cloneFrom, formStrings, isTyping } from "./dom.js";

/** @param {CommentForm} form */
export function startPreview(form) {
  let timer = 0;
  let newest = 0;

  /** @param {boolean} isPressed false if the server had refused it, and the time is over */
  async function preview(isPressed) {
    clearTimeout(timer);
    newest += 1;
    const number = newest;
    const strings = formStrings();
    try {
      await form.activate();
      const response = await requestPreview(form, dataOf(strings, "previewUrl"));
      const text = await response.text();
      if (number !== newest) return;
      const delay = retryDelay(response);
      if (delay) timer = window.setTimeout(() => form.element.isConnected && preview(false), delay);
      // The comment may have been posted meanwhile.
      else if (form.text.value.trim()) show(form, text, isPressed && !isTyping());
      announce(form.element, delay ? text : "");
    } catch {
      if (number === newest) announce(form.element, dataOf(strings, "textPreviewFailed"));
    }
  }

  form.element.addEventListener("click", (event) => {
    if (!closest(event, "[data-preview]")) return;
    event.preventDefault();
    preview(true);
  });
}

/**
 * Throws if there is no preview; the response may say that there were too many.
 * @param {CommentForm} form
 * @param {string} url
 */
async function requestPreview(form, url) {
  const fields = { text: form.value("text"), csrfmiddlewaretoken: form.value("csrfmiddlewaretoken") };
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
  if (!response.ok && !retryDelay(response)) throw new Error(`${url} responded with ${response.status}`);
  return response;
}

/**
 * @param {CommentForm} form
 * @param {string} html from the server, sanitized
 * @param {boolean} takesFocus
 */
function show(form, html, takesFocus) {
  form.element.querySelector("[data-comment-preview]")?.remove();
  const preview = cloneFrom(formStrings(), "[data-comment-preview]");
  find(preview, ".comment__text").innerHTML = html;
  preview.tabIndex = -1;
  find(form.element, ".form-foot").before(preview);
  if (takesFocus) preview.focus();
}
