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
  const follow = followCursor(area, pane, scroller);
  // When the next preview is allowed, after too many of them. The last one is shown until then.
  let refusedUntil = 0;

  async function render() {
    isStale = false;
    const renderNumber = ++renderCount;
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
        show(pane, html);
        showChecks(checks);
        follow();
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
  area.addEventListener("input", () => {
    isStale = true;
    schedule(isVisible() ? delay : Math.max(HIDDEN_DELAY, delay));
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
  new ResizeObserver(renderNow).observe(scroller);
  return { render, renderNow };
}

/**
 * Replaces only the elements that differ, so that a long chapter does not flicker or jump.
 * @param {HTMLElement} pane
 * @param {string} html
 */
function show(pane, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const newNodes = [...template.content.childNodes];
  const oldNodes = [...pane.childNodes];
  const { start, oldEnd, newEnd } = changedRange(oldNodes, newNodes, (old, node) => old.isEqualNode(node));
  for (const node of oldNodes.slice(start, oldEnd)) node.remove();
  const changed = document.createDocumentFragment();
  changed.append(...newNodes.slice(start, newEnd));
  pane.insertBefore(changed, oldNodes[oldEnd] ?? null);
}
