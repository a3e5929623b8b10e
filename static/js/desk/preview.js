// The preview beside a text, rendered by the site as the reading page is.
import { token } from "./sending.js";

// After a key; twice what the last rendering took where that is longer.
const SHORTEST_WAIT = 350;

export function startPreview(area, pane, address) {
  let number = 0;
  let timer = 0;
  let wait = SHORTEST_WAIT;
  let underway = null;
  let isStale = true;

  async function render() {
    isStale = false;
    const mine = ++number;
    underway?.abort();
    underway = new AbortController();
    const began = performance.now();
    try {
      const answer = await fetch(address(), {
        method: "POST",
        headers: { "X-CSRFToken": token() },
        body: new URLSearchParams({ content: area.value }),
        signal: underway.signal,
      });
      const text = await answer.text();
      // An answer that was overtaken must not go over a newer one.
      if (mine !== number) return;
      if (answer.ok) show(pane, text);
      else complain(answer.headers.get("Content-Type")?.startsWith("text/plain") ? text : "");
    } catch (error) {
      if (error.name === "AbortError" || mine !== number) return;
      isStale = true;
      complain("");
    }
    wait = Math.max(SHORTEST_WAIT, 2 * (performance.now() - began));
  }

  function complain(text) {
    const line = document.createElement("p");
    line.className = "preview-error";
    line.textContent = text || pane.dataset.sayTrouble;
    pane.querySelector(".preview-error")?.remove();
    pane.prepend(line);
  }

  const isOn = () => pane.getClientRects().length > 0;
  area.addEventListener("input", () => {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(() => isOn() && render(), wait);
  });
  area.addEventListener("scroll", () => follow(area, pane), { passive: true });
  const showNow = () => isStale && isOn() && render();
  // A pane in a tab or a folded note is rendered when it comes in sight.
  new ResizeObserver(showNow).observe(pane);
  return { showNow };
}

/** Changes only the blocks that differ, so that a long chapter does not flicker or jump. */
function show(pane, html) {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const next = [...wanted.content.childNodes];
  const now = [...pane.childNodes];
  let first = 0;
  while (first < next.length && first < now.length && next[first].isEqualNode(now[first])) first++;
  let last = 0;
  while (
    last < next.length - first && last < now.length - first &&
    next[next.length - 1 - last].isEqualNode(now[now.length - 1 - last])
  ) last++;
  for (const node of now.slice(first, now.length - last)) node.remove();
  const changed = document.createDocumentFragment();
  changed.append(...next.slice(first, next.length - last));
  pane.insertBefore(changed, now[now.length - last] ?? null);
}

let following = 0;
function follow(area, pane) {
  cancelAnimationFrame(following);
  following = requestAnimationFrame(() => {
    const far = area.scrollHeight - area.clientHeight;
    if (far > 0) pane.scrollTop = (area.scrollTop / far) * (pane.scrollHeight - pane.clientHeight);
  });
}
