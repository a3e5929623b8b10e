// The preview beside a text. The server renders it as it renders the reading page.
import { dataOf } from "../elements.js";
import { retryDelay } from "../retry_after.js";
import { alignedScrollTop, changedRange } from "./preview_alignment.js";
import { followCursor } from "./preview_following.js";
import { post } from "./requests.js";

// Milliseconds after the last key; twice the time of the last rendering if that is longer.
const MIN_DELAY = 350;
// While the preview is hidden, as on phones: the response also has the list of what to check.
const HIDDEN_DELAY = 2_000;

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} pane
 * @param {() => URL} previewUrl returns the URL that renders the text
 * @param {(html: string) => void} showChecks
 */
export function startPreview(area, pane, previewUrl, showChecks) {
  let renderCount = 0;
  let timer = 0;
  let delay = MIN_DELAY;
  let scrollFrame = 0;
  /** @type {AbortController | null} */
  let controller = null;
  let isStale = true;
  const outer = pane.closest("[data-preview-scroller]");
  const scroller = outer instanceof HTMLElement ? outer : pane;
  const { follow, showPlace } = followCursor(area, pane, scroller);
  let isRendering = false;
  let placeIsAwaited = false;
  // When the next preview is allowed, after too many of them. The last one is shown until then.
  let refusedUntil = 0;

  async function render() {
    isStale = false;
    isRendering = true;
    const renderNumber = ++renderCount;
    await renderText(renderNumber);
    if (renderNumber !== renderCount) return;
    isRendering = false;
    if (placeIsAwaited) showCursor();
  }

  /** In a preview that is shown in place of the text, when it is rendered. */
  function showCursor() {
    placeIsAwaited = isRendering;
    if (!isRendering) showPlace();
  }

  /** @param {number} renderNumber */
  async function renderText(renderNumber) {
    controller?.abort();
    if (!area.value.trim()) {
      show(pane, "");
      showChecks("");
      return;
    }
    controller = new AbortController();
    const startTime = performance.now();
    try {
      const body = new URLSearchParams({ content: area.value, field: area.name });
      const response = await post(previewUrl(), body, controller.signal);
      const text = await response.text();
      // A newer rendering has started: its response must not be overwritten.
      if (renderNumber !== renderCount) return;
      if (response.ok) {
        const { html, checks } = JSON.parse(text);
        follow(show(pane, html));
        showChecks(checks);
      } else if (retryDelay(response)) {
        isStale = true;
        refusedUntil = performance.now() + retryDelay(response);
        schedule(0);
      } else showError(response.headers.get("Content-Type")?.startsWith("text/plain") ? text : "");
    } catch (error) {
      if ((error instanceof DOMException && error.name === "AbortError") || renderNumber !== renderCount) return;
      isStale = true;
      showError("");
    }
    delay = Math.max(MIN_DELAY, 2 * (performance.now() - startTime));
  }

  /** @param {string} text */
  function showError(text) {
    const error = document.createElement("p");
    error.className = "preview-error";
    error.textContent = text || dataOf(pane, "textFailed");
    pane.querySelector(".preview-error")?.remove();
    pane.prepend(error);
  }

  /** @param {number} wait */
  function schedule(wait) {
    clearTimeout(timer);
    timer = window.setTimeout(render, Math.max(wait, refusedUntil - performance.now()));
  }

  const isVisible = () => scroller.getClientRects().length > 0;
  // As the last layout had it: asking for it would lay out the page within the task of each key.
  let wasVisible = false;
  area.addEventListener("input", () => {
    isStale = true;
    schedule(wasVisible ? delay : Math.max(HIDDEN_DELAY, delay));
  });
  const syncScroll = () => {
    cancelAnimationFrame(scrollFrame);
    scrollFrame = requestAnimationFrame(() => {
      scroller.scrollTop = alignedScrollTop(area, scroller);
    });
  };
  area.addEventListener("scroll", syncScroll, { passive: true });
  const renderNow = () => isStale && isVisible() && performance.now() >= refusedUntil && render();
  // A preview that was hidden is rendered when it becomes visible.
  new ResizeObserver(() => {
    wasVisible = isVisible();
    renderNow();
  }).observe(scroller);
  return { render, renderNow, showCursor };
}

/**
 * Replaces only the elements that differ, so that a long chapter does not flicker or jump. Returns
 * those whose content was replaced.
 * @param {HTMLElement} pane
 * @param {string} html
 * @returns {Element[]}
 */
function show(pane, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const newNodes = [...template.content.childNodes];
  const oldNodes = [...pane.childNodes];
  const { start, oldEnd, newEnd } = changedRange(oldNodes, newNodes, (old, node) => old.isEqualNode(node));
  const outdated = oldNodes.slice(start, oldEnd);
  const changed = newNodes.slice(start, newEnd);
  const areElements = [...outdated, ...changed].every((node) => node instanceof Element);
  if (areElements && haveSameNames(outdated, changed)) {
    const elements = /** @type {Element[]} */ (outdated);
    for (const [index, element] of elements.entries()) replaceContent(element, /** @type {Element} */ (changed[index]));
    return elements;
  }
  for (const node of outdated) node.remove();
  const fragment = document.createDocumentFragment();
  fragment.append(...changed);
  pane.insertBefore(fragment, oldNodes[oldEnd] ?? null);
  return [];
}

/**
 * @param {Node[]} some
 * @param {Node[]} others
 */
const haveSameNames = (some, others) =>
  some.length === others.length && some.every((node, index) => node.nodeName === others[index].nodeName);

/**
 * A paragraph that stays in its place leaves those below it as they are: in a chapter of 20,000 words
 * the styles of 4 elements are computed again, and of 1,079 if it is replaced.
 * @param {Element} element
 * @param {Element} changed
 */
function replaceContent(element, changed) {
  for (const name of element.getAttributeNames()) if (!changed.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of changed.attributes) element.setAttribute(name, value);
  element.replaceChildren(...changed.childNodes);
}
