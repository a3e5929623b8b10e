// The filters of a list of stories apply when one is chosen. The focus stays on it, and the list
// comes from the same page that the form would open.
import { find } from "../../elements.js";

const PARTS = ".browse__head, .browse__list, .filters > summary, .filters .buttons";

/** @param {HTMLElement} browse */
export function startBrowsing(browse) {
  const form = browse.querySelector("form");
  if (!form) return;
  /** @type {AbortController | undefined} */
  let request;

  form.addEventListener("change", apply);
  browse.querySelector("select[form]")?.addEventListener("change", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  // On a phone the filters cover the list.
  form.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-show-list]"))) return;
    form.closest("details")?.removeAttribute("open");
    browse.scrollIntoView();
  });
  addEventListener("popstate", () => location.reload());

  async function apply() {
    request?.abort();
    request = new AbortController();
    const url = urlOf(/** @type {HTMLFormElement} */ (form));
    try {
      const response = await fetch(url, { signal: request.signal });
      if (!response.ok) throw new Error(String(response.status));
      show(await response.text());
      history.pushState(null, "", url);
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") location.assign(url);
    }
  }

  /** @param {string} html */
  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const made = [...find(page, "[data-browse]").querySelectorAll(PARTS)];
    const shown = [...browse.querySelectorAll(PARTS)];
    for (const [index, part] of shown.entries()) part.replaceChildren(...(made[index]?.childNodes ?? []));
    document.title = page.title;
  }
}

/**
 * The URL that the form would open, without fields that choose nothing.
 * @param {HTMLFormElement} form
 */
function urlOf(form) {
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  const query = new URLSearchParams(/** @type {[string, string][]} */ (chosen));
  return `${location.pathname}?${query}`;
}
