// Sends a comment, and tells what became of it.
import { fetchPage } from "./fetching.js";
import { fetchToken } from "./token.js";

/**
 * {number, address, page} where it was posted; {form, said} where it was refused, with the form
 * that the server gives back; fails where nothing was heard.
 */
export async function send(form, isAgain = false) {
  const body = new URLSearchParams(new FormData(form));
  const { answer, page } = await fetchPage(form.action, { method: "POST", body });
  const { pathname } = new URL(answer.url);
  const number = answer.redirected && /\/comments\/(\d+)\/$/.exec(pathname)?.[1];
  if (number) return { number: Number(number), address: answer.url, page };
  const theirs = page.querySelector("form.comment-form");
  if (answer.status === 403 && !theirs && !isAgain) {
    // The token is too old: with a new one it is as good as before.
    form.elements.csrfmiddlewaretoken.value = (await fetchToken()).csrf;
    return send(form, true);
  }
  return { form: theirs, said: theirs ? "" : said(page) };
}

/** A page that refuses says it in its heading and first paragraph. */
function said(page) {
  const parts = [...page.querySelectorAll("main h1, main h1 + p")];
  return parts.map((part) => part.textContent.trim()).join(". ");
}
