// Submits a comment form and reads the result.
import { fetchFormToken } from "./form_token.js";
import { fetchPage } from "./requests.js";

/**
 * Returns {number, url, page} if the comment was posted, or {form, message} if it was refused, with
 * the server's form and its errors. Throws if there is no response.
 */
export async function submit(form, isRetry = false) {
  const body = new URLSearchParams(new FormData(form));
  const { response, page } = await fetchPage(form.action, { method: "POST", body });
  const { pathname } = new URL(response.url);
  const number = response.redirected && /\/comments\/(\d+)\/$/.exec(pathname)?.[1];
  if (number) return { number: Number(number), url: response.url, page };
  const serverForm = page.querySelector("form.comment-form");
  if (response.status === 403 && !serverForm && !isRetry) {
    // The CSRF token has expired: fetch a new one and try again.
    form.elements.csrfmiddlewaretoken.value = (await fetchFormToken()).csrf;
    return submit(form, true);
  }
  return { form: serverForm, message: serverForm ? "" : errorMessage(page) };
}

/** The heading and first paragraph of an error page. */
function errorMessage(page) {
  const parts = [...page.querySelectorAll("main h1, main h1 + p")];
  return parts.map((part) => part.textContent.trim()).join(". ");
}
