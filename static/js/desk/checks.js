// The list "Check these" below a text. The server makes it, as HTML of templates/desk/_checks.html.
import { closest, dataOf, find } from "../elements.js";
import { retryDelay } from "../retry_after.js";
import { post } from "./requests.js";
import { replaceRange, selectRange } from "./text_editing.js";
import { placeNear, separateLines } from "./text_places.js";

const CHECK_DELAY = 600;

/**
 * Returns the function that shows a new list.
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 * @param {() => void} [showArea] called before a place is selected in it
 */
export function startChecks(root, area, showArea = () => {}) {
  const list = find(root, "[data-checks]");
  let shownHtml = list.innerHTML.trim();
  let isOpen = matchMedia("(min-width: 64rem)").matches;
  const applyState = () => {
    const details = list.querySelector("details");
    if (details) details.open = isOpen;
    // In some forms the button works only here.
    list.querySelector("[data-checks-command]")?.removeAttribute("hidden");
  };
  applyState();
  const keepState = () => {
    isOpen = list.querySelector("details")?.open ?? isOpen;
  };
  list.addEventListener("click", (event) => {
    const link = closest(event, "[data-check]");
    const button = closest(event, "[data-checks-command=lines]");
    if (!link && !button) return;
    event.preventDefault();
    showArea();
    if (link) selectCheck(area, link);
    else replaceRange(area, 0, area.value.length, separateLines(area.value));
  });

  return (/** @type {string} */ html) => {
    if (html === shownHtml) return;
    shownHtml = html;
    keepState();
    list.innerHTML = html;
    applyState();
  };
}

/**
 * The text may have changed since: then the nearest place with the same words is selected.
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} link
 */
function selectCheck(area, link) {
  const start = Number(dataOf(link, "start"));
  const length = Number(dataOf(link, "end")) - start;
  const passage = find(link, "mark");
  const [before, after] = [passage.previousSibling, passage.nextSibling].map((node) => node?.textContent ?? "");
  const offset = placeNear(area.value, before, passage.textContent ?? "", after, start);
  selectRange(area, offset, Math.min(offset + length, area.value.length));
}

/**
 * Checks a text area that has no preview, after each pause in typing.
 * @param {HTMLElement} root
 */
export function startTextChecks(root) {
  const area = find(root, "textarea", HTMLTextAreaElement);
  const show = startChecks(root, area);
  let timer = 0;
  let checkCount = 0;

  async function check() {
    const number = ++checkCount;
    try {
      const body = new URLSearchParams({ content: area.value, field: area.name });
      const response = await post(dataOf(root, "previewUrl"), body);
      if (number !== checkCount) return;
      if (retryDelay(response)) schedule(retryDelay(response));
      else show(response.ok ? (await response.json()).checks : "");
    } catch {
      // Without a connection there is no list.
    }
  }

  /** @param {number} wait */
  function schedule(wait) {
    clearTimeout(timer);
    timer = window.setTimeout(check, wait);
  }

  area.addEventListener("input", () => schedule(CHECK_DELAY));
}
