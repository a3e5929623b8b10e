// The queue of the moderators: decides and moves on without loading the page again. Without this script
// every act is a form, and every item a page.
import { closest, find } from "../elements.js";
import { opensNewTab } from "../modifier_keys.js";
import { isInField } from "../single_keys.js";
import { startKeys } from "./keys.js";
import { startLiveCount } from "./live_count.js";
import { NextItem } from "./next_item.js";
import { forgetDraft } from "./panel_draft.js";
import { itemOf, reopenPanel, startPanels } from "./panels.js";
import { confirmParts, fetchParts, showAhead, showParts } from "./queue_parts.js";
import { QueueRows } from "./queue_rows.js";

const queue = document.querySelector("main.queue");
if (queue instanceof HTMLElement) start(queue);

/** @param {HTMLElement} queue */
function start(queue) {
  /** @type {Promise<boolean> | null} the answer that is awaited */
  let pending = null;
  const next = new NextItem();
  const rows = new QueueRows(queue, (row) => {
    // It would slow the answer down.
    if (!pending) next.prepare(row);
  });

  /**
   * Whether something can be sent now. While an answer is awaited, it waits for it, and is dropped if that
   * brings another item into focus.
   */
  async function isTurn() {
    if (!pending) return true;
    const pk = itemOf(queue);
    await pending.catch(() => undefined);
    return !pending && itemOf(queue) === pk;
  }

  /**
   * @param {string} url
   * @param {FormData} [body] of an act; without one the item is only opened
   * @param {string} [expected] the item that the site is to answer with
   */
  async function load(url, body, expected) {
    if (pending) return true;
    try {
      pending = fetchAndShow(url, body, expected);
      return await pending;
    } finally {
      pending = null;
      next.prepare(rows.step("after"));
    }
  }

  /**
   * Shows the item that a request answers with. If it was fetched ahead, it is there at once; another one takes
   * its place if the site answers with it, such as after a conflict.
   * @param {string} url
   * @param {FormData} [body]
   * @param {string} [expected]
   */
  async function fetchAndShow(url, body, expected) {
    const former = itemOf(queue);
    let awaited = queue;
    awaited.ariaBusy = "true";
    const answer = fetchParts(url, body);
    const ahead = expected && (await next.take(expected, answer));
    const early = ahead && showAhead(queue, ahead, body ? pendingLabel(queue) : "");
    if (expected && early) {
      rows.expect(expected);
      if (!body) reopenPanel(queue);
      queue.ariaBusy = null;
      awaited = find(queue, "[data-part=outcome]");
      awaited.ariaBusy = "true";
    }
    const parts = await answer.finally(() => {
      awaited.ariaBusy = null;
    });
    if (!parts) return false;
    if (body && parts.dataset.done) forgetDraft(former);
    if (!parts.dataset.pk) {
      const { url = "", done } = parts.dataset;
      location.assign(done ? `${url}${url.includes("?") ? "&" : "?"}done=${done}` : url);
      return true;
    }
    rows.leave(parts.dataset.gone);
    if (!early || !confirmParts(queue, parts, early)) {
      // The form is gone, and what is typed on must not act on the item that comes in its place.
      if (early && isInField(document.activeElement)) pauseKeys();
      showParts(queue, parts);
    }
    rows.choose(parts.dataset.pk);
    if (!body) reopenPanel(queue);
    // After the last row was decided, the site shows an item that is new.
    if (body && !rows.has(parts.dataset.pk)) rows.loadMore().catch(() => undefined);
    return true;
  }

  /** @param {HTMLAnchorElement} link */
  async function open(link) {
    if (!(await isTurn())) return;
    if (location.hash) location.hash = "item";
    if (!(await load(link.href, undefined, link.dataset.row).catch(() => false))) return location.assign(link.href);
    history.pushState(null, "", link.href);
    shown = address();
  }

  queue.addEventListener("click", (event) => {
    const link = closest(event, "a[data-row], a[data-step]", HTMLAnchorElement);
    if (!link || opensNewTab(event)) return;
    event.preventDefault();
    if (link.dataset.step) step(link, link.dataset.step);
    else open(link);
  });

  /**
   * Opens the row before or after. At the end of the list, it first asks for what follows.
   * @param {HTMLAnchorElement} link
   * @param {string} direction
   */
  async function step(link, direction) {
    if (!(await isTurn())) return;
    const isEnd = direction === "after" && !rows.step(direction);
    if (isEnd) await rows.loadMore().catch(() => undefined);
    const row = rows.step(direction);
    if (row) return open(row);
    // After a conflict, the link leads on all the same.
    if (link.closest("[role=alert]")) location.assign(link.href);
    else if (isEnd) sayEnd(queue);
  }

  queue.addEventListener("submit", async (event) => {
    const form = closest(event, "form[data-queue-form]", HTMLFormElement);
    // An empty queue has no place for an item: undo then loads the page.
    if (!form || !queue.querySelector("[data-parts]")) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    if (!(await isTurn())) return;
    // It may be another one than when the key was pressed.
    const following = rows.step("after")?.dataset.row ?? "";
    if (body.has("next")) body.set("next", following);
    try {
      if (await load(form.action, body, "movesOn" in form.dataset ? following : "")) {
        const { url } = find(queue, "[data-parts]").dataset;
        if (url) history.replaceState(null, "", url);
        shown = address();
        return;
      }
    } catch {
      // The connection broke: the browser says so, and keeps the form.
    }
    sendAsPage(form, body);
  });

  // Back and forward lead to items too. A change of the part after # alone shows nothing else.
  let shown = address();
  addEventListener("popstate", () => {
    if (address() !== shown) location.reload();
  });

  rows.choose(find(queue, "[data-parts], [data-empty]").dataset.pk ?? "");
  startPanels(queue);
  if (document.querySelector("[data-parts]")) reopenPanel(queue);
  const pauseKeys = startKeys(queue);
  startLiveCount(queue, rows);
}

/**
 * Beside what was done last, which can still be undone.
 * @param {HTMLElement} queue
 */
function sayEnd(queue) {
  const place = find(queue, "[data-part=outcome]");
  place.querySelector("[data-end]")?.remove();
  const end = Object.assign(document.createElement("p"), { className: "outcome outcome--plain" });
  end.dataset.end = "";
  end.textContent = queue.querySelector("[data-rows]")?.getAttribute("data-end-label") ?? "";
  place.append(end);
}

/**
 * What is said of a decision until the site has answered.
 * @param {HTMLElement} queue
 */
function pendingLabel(queue) {
  return queue.querySelector("[data-rows]")?.getAttribute("data-pending-label") ?? "";
}

/** Without the part after #. */
function address() {
  return location.pathname + location.search;
}

/**
 * Sends a form without this script: after signing in again, the site gives back what was typed.
 * @param {HTMLFormElement} form
 * @param {FormData} body
 */
function sendAsPage(form, body) {
  const action = body.get("do");
  if (action && !form.querySelector("input[name=do]")) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: action });
    form.append(field);
  }
  if (!form.isConnected) {
    // The next item is in its place.
    form.hidden = true;
    document.body.append(form);
  }
  form.submit();
}
