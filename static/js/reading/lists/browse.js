// The filters of a list of stories apply when one is chosen. The focus stays where it is, and the
// list comes from the same page that the form would open.
import { find } from "../../elements.js";

const PARTS = ".browse__head, .browse__list, .filters > summary, .filters .buttons";
/** @type {WeakMap<HTMLFormElement, AbortController>} */
const requests = new WeakMap();

addEventListener("popstate", () => location.reload());

/** @param {Event} event a filter that changed, a form that was sent, a click on "Show 12 stories" */
export function start(event) {
  const browse = find(document, "[data-browse]");
  return event.type === "click" ? showList(browse) : apply(browse);
}

/**
 * On a phone the filters cover the list.
 * @param {HTMLElement} browse
 */
function showList(browse) {
  find(browse, ".filters").removeAttribute("open");
  browse.scrollIntoView();
}

/** @param {HTMLElement} browse */
async function apply(browse) {
  const form = find(browse, "form", HTMLFormElement);
  requests.get(form)?.abort();
  const request = new AbortController();
  requests.set(form, request);
  const url = urlOf(form);
  try {
    const response = await fetch(url, { signal: request.signal });
    if (!response.ok) throw new Error(String(response.status));
    show(browse, await response.text());
    history.pushState(null, "", url);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") location.assign(url);
  }
}

/**
 * @param {HTMLElement} browse
 * @param {string} html
 */
function show(browse, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const made = [...find(page, "[data-browse]").querySelectorAll(PARTS)];
  const shown = [...browse.querySelectorAll(PARTS)];
  const focused = document.activeElement;
  for (const [index, part] of shown.entries()) {
    part.replaceChildren(...(made[index]?.childNodes ?? []));
    if (focused && !focused.isConnected && document.activeElement === document.body)
      counterpart(part, focused)?.focus();
  }
  document.title = page.title;
}

/**
 * The link or button of a new part that stands for one of the part before.
 * @param {Element} part
 * @param {Element} before
 * @returns {HTMLElement | null}
 */
function counterpart(part, before) {
  const links = [...part.querySelectorAll("a")];
  const isSame = (/** @type {HTMLAnchorElement} */ link) =>
    before instanceof HTMLAnchorElement && link.href === before.href;
  return links.find(isSame) ?? part.querySelector("[data-show-list]");
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
