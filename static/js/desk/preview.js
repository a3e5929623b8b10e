// The preview beside a text. The server renders it as it renders the reading page.
import { csrfToken } from "./requests.js";

// Milliseconds after the last key; twice the time of the last rendering if that is longer.
const MIN_DELAY = 350;

/** `previewUrl` returns the URL that renders the text. */
export function startPreview(area, pane, previewUrl) {
  let renderCount = 0;
  let timer = 0;
  let delay = MIN_DELAY;
  let controller = null;
  let isStale = true;

  async function render() {
    isStale = false;
    const renderNumber = ++renderCount;
    controller?.abort();
    controller = new AbortController();
    const startTime = performance.now();
    try {
      const response = await fetch(previewUrl(), {
        method: "POST",
        headers: { "X-CSRFToken": csrfToken() },
        body: new URLSearchParams({ content: area.value }),
        signal: controller.signal,
      });
      const text = await response.text();
      // A newer rendering has started: its response must not be overwritten.
      if (renderNumber !== renderCount) return;
      if (response.ok) show(pane, text);
      else showError(response.headers.get("Content-Type")?.startsWith("text/plain") ? text : "");
    } catch (error) {
      if (error.name === "AbortError" || renderNumber !== renderCount) return;
      isStale = true;
      showError("");
    }
    delay = Math.max(MIN_DELAY, 2 * (performance.now() - startTime));
  }

  function showError(text) {
    const error = document.createElement("p");
    error.className = "preview-error";
    error.textContent = text || pane.dataset.textFailed;
    pane.querySelector(".preview-error")?.remove();
    pane.prepend(error);
  }

  const isVisible = () => pane.getClientRects().length > 0;
  area.addEventListener("input", () => {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(() => isVisible() && render(), delay);
  });
  area.addEventListener("scroll", () => syncScroll(area, pane), { passive: true });
  const renderNow = () => isStale && isVisible() && render();
  // A preview that was hidden is rendered when it becomes visible.
  new ResizeObserver(renderNow).observe(pane);
  return { renderNow };
}

/** Replaces only the elements that differ, so that a long chapter does not flicker or jump. */
function show(pane, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const newNodes = [...template.content.childNodes];
  const oldNodes = [...pane.childNodes];
  let first = 0;
  while (first < newNodes.length && first < oldNodes.length && newNodes[first].isEqualNode(oldNodes[first])) first++;
  let last = 0;
  while (
    last < newNodes.length - first &&
    last < oldNodes.length - first &&
    newNodes[newNodes.length - 1 - last].isEqualNode(oldNodes[oldNodes.length - 1 - last])
  )
    last++;
  for (const node of oldNodes.slice(first, oldNodes.length - last)) node.remove();
  const changed = document.createDocumentFragment();
  changed.append(...newNodes.slice(first, newNodes.length - last));
  pane.insertBefore(changed, oldNodes[oldNodes.length - last] ?? null);
}

let scrollFrame = 0;
function syncScroll(area, pane) {
  cancelAnimationFrame(scrollFrame);
  scrollFrame = requestAnimationFrame(() => {
    const maxScroll = area.scrollHeight - area.clientHeight;
    if (maxScroll > 0) pane.scrollTop = (area.scrollTop / maxScroll) * (pane.scrollHeight - pane.clientHeight);
  });
}
