// The list "Check these" below a text. The server makes it, as HTML of templates/desk/_checks.html.
import { closest, dataOf, find, findAround } from "../elements.js";
import { retryDelay } from "../retry_after.js";
import { joinEdits } from "./fixes.js";
import { post } from "./requests.js";
import { replaceRange, selectRange } from "./text_editing.js";
import { placeNear, separateLines } from "./text_places.js";

const CHECK_DELAY = 600;

/**
 * refresh: asks the server for the list of the text as it is now.
 * previewUrl: returns a URL with the story in its query.
 * showArea: called before a place is selected in the text area.
 * @typedef {{refresh: () => void, previewUrl: () => URL, showArea?: () => void}} ChecksOptions
 */

/**
 * Returns the function that shows a new list.
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 * @param {ChecksOptions} options
 */
export function startChecks(root, area, { refresh, previewUrl, showArea = () => {} }) {
  const list = find(root, "[data-checks]");
  let shownHtml = list.innerHTML.trim();
  const isOpen = { "[data-checks-open]": matchMedia("(min-width: 64rem)").matches, "[data-checks-ignored]": false };
  // The number of the button that had the focus when its finding was ignored, and its command.
  /** @type {{command: string, index: number} | null} */
  let pressed = null;

  function applyState() {
    for (const [selector, isShown] of Object.entries(isOpen)) {
      const details = list.querySelector(selector);
      if (details instanceof HTMLDetailsElement) details.open = isShown;
    }
    // In some forms the buttons work only here.
    for (const button of list.querySelectorAll("[data-checks-command]")) button.removeAttribute("hidden");
  }
  applyState();

  function keepState() {
    for (const selector of /** @type {(keyof typeof isOpen)[]} */ (Object.keys(isOpen))) {
      const details = list.querySelector(selector);
      if (details instanceof HTMLDetailsElement) isOpen[selector] = details.open;
    }
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  const commands = {
    lines: () => replaceRange(area, 0, area.value.length, separateLines(area.value)),
    fix: (button) => {
      applyFix(area, button);
      refresh();
    },
    ignore: (button) => changeIgnored("_ignore", button),
    "stop-ignoring": (button) => changeIgnored("_stop_ignoring", button),
  };

  /**
   * @param {string} name of the button in the form
   * @param {HTMLElement} button
   */
  async function changeIgnored(name, button) {
    const command = dataOf(button, "checksCommand");
    const index = [...list.querySelectorAll(`[data-checks-command=${command}]`)].indexOf(button);
    const url = new URL(dataOf(root, "ignoredChecksUrl"), location.href);
    url.search = previewUrl().search;
    button.setAttribute("aria-disabled", "true");
    try {
      const response = await post(url, new URLSearchParams({ [name]: button.getAttribute("value") ?? "" }));
      if (!response.ok) return;
      if (document.activeElement === button) pressed = { command, index };
      refresh();
    } catch {
      // Without a connection the finding stays in the list.
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  list.addEventListener("click", (event) => {
    const link = closest(event, "[data-check]");
    const button = closest(event, "[data-checks-command]");
    if (!link && !button) return;
    event.preventDefault();
    if (button?.hasAttribute("aria-disabled")) return;
    if (link || /^(?:lines|fix)$/.test(button?.dataset.checksCommand ?? "")) showArea();
    if (link) selectCheck(area, link);
    else if (button) commands[dataOf(button, "checksCommand")]?.(button);
  });

  /** The button after one whose finding is no longer there. */
  function restoreFocus() {
    if (!pressed) return;
    const buttons = [...list.querySelectorAll(`[data-checks-command=${pressed.command}]`)];
    const next = buttons[Math.min(pressed.index, buttons.length - 1)] ?? list.querySelector("summary") ?? area;
    pressed = null;
    // The button went with its finding, or is still there; elsewhere, the author may be typing.
    const focused = document.activeElement;
    if (focused !== document.body && !list.contains(focused)) return;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  return (/** @type {string} */ html) => {
    if (withoutOffsets(html) === withoutOffsets(shownHtml)) {
      if (html !== shownHtml) copyOffsets(list, html);
      shownHtml = html;
    } else {
      shownHtml = html;
      keepState();
      list.innerHTML = html;
      applyState();
      list.dispatchEvent(new Event("serial:checks", { bubbles: true }));
    }
    restoreFocus();
  };
}

// Each key moves what is behind it.
const OFFSETS = ["data-start", "data-end", "data-edits"];
const withoutOffsets = (/** @type {string} */ html) => html.replace(/ data-(?:start|end|edits)="[^"]*"/g, "");

/**
 * The list stays as it is, so that nothing is laid out again while the author types.
 * @param {HTMLElement} list
 * @param {string} html of the same list with other offsets
 */
function copyOffsets(list, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const selector = "[data-check], [data-edits]";
  const changed = template.content.querySelectorAll(selector);
  for (const [index, element] of list.querySelectorAll(selector).entries()) {
    for (const name of OFFSETS) {
      const value = changed[index]?.getAttribute(name);
      if (value) element.setAttribute(name, value);
    }
  }
}

/**
 * The text may have changed since: then the nearest place with the same words is taken.
 * @param {HTMLTextAreaElement} area
 * @param {Element} item
 */
function placeOf(area, item) {
  const link = find(item, "[data-check]");
  const start = Number(dataOf(link, "start"));
  const passage = find(item, "mark");
  const [before, after] = [passage.previousSibling, passage.nextSibling].map((node) => node?.textContent ?? "");
  const offset = placeNear(area.value, before, passage.textContent ?? "", after, start);
  return { start, offset, length: Number(dataOf(link, "end")) - start };
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} link
 */
function selectCheck(area, link) {
  const { offset, length } = placeOf(area, findAround(link, "li"));
  selectRange(area, offset, Math.min(offset + length, area.value.length));
}

/**
 * In one step of the browser's undo.
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} button
 */
function applyFix(area, button) {
  const { start, offset } = placeOf(area, findAround(button, "li"));
  const edit = joinEdits(area.value, JSON.parse(dataOf(button, "edits")), offset - start);
  if (edit) replaceRange(area, edit.start, edit.end, edit.text);
}

/**
 * Checks a text area that has no preview, after each pause in typing.
 * @param {HTMLElement} root
 */
export function startTextChecks(root) {
  const area = find(root, "textarea", HTMLTextAreaElement);
  const previewUrl = () => new URL(dataOf(root, "previewUrl"), location.href);
  const show = startChecks(root, area, { refresh: () => schedule(0), previewUrl });
  let timer = 0;
  let checkCount = 0;

  async function check() {
    const number = ++checkCount;
    try {
      const body = new URLSearchParams({ content: area.value, field: area.name });
      const response = await post(previewUrl(), body);
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
