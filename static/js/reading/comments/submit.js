// Submits a comment form and reads the result.
import { fieldOf } from "../../elements.js";
import { fetchFormToken } from "./form_token.js";
import { fetchPage } from "./requests.js";

/**
 * @typedef {{number: number, url: string, page: Document}} Posted
 * @typedef {{number?: undefined, form: HTMLFormElement | null, question: HTMLElement | null, message: string}} Refused
 */

/**
 * Sends the fields as they are now.
 * @param {HTMLFormElement} form
 */
export const submit = (form) => send(form, new URLSearchParams(/** @type {any} */ (new FormData(form))));

/**
 * Returns the posted comment or, if it was refused, the server's form with its errors, a question that
 * has to be answered in the form, or a message.
 * Throws if there is no response.
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} body
 * @returns {Promise<Posted | Refused>}
 */
async function send(form, body, isRetry = false) {
  const { response, page } = await fetchPage(form.action, { method: "POST", body });
  const { pathname } = new URL(response.url);
  const number = response.redirected && /\/comments\/(\d+)\/$/.exec(pathname)?.[1];
  if (number) return { number: Number(number), url: response.url, page };
  const serverForm = /** @type {HTMLFormElement | null} */ (page.querySelector("form.comment-form"));
  const token = fieldOf(form, "csrfmiddlewaretoken");
  if (response.status === 403 && !serverForm && token && !isRetry) {
    // The CSRF token has expired: fetch a new one and try again.
    token.value = (await fetchFormToken()).csrf;
    body.set("csrfmiddlewaretoken", token.value);
    return send(form, body, true);
  }
  // A member has to accept changed terms first.
  const question = /** @type {HTMLElement | null} */ (page.querySelector("[data-acceptance-question]"));
  return { form: serverForm, question, message: serverForm ? "" : errorMessage(page) };
}

/**
 * The heading and first paragraph of an error page.
 * @param {Document} page
 */
function errorMessage(page) {
  const parts = [...page.querySelectorAll("main h1, main h1 + p")];
  return parts.map((part) => part.textContent.trim()).join(". ");
}
