// The list beside the item. It never reorders: what is decided leaves it; what is new waits behind a link,
// or comes in at the end when one is there.
import { fetchRows } from "./queue_parts.js";
import { markUrgent } from "./urgent_strip.js";

/** @typedef {HTMLAnchorElement} Row */

export class QueueRows {
  /**
   * @param {HTMLElement} queue
   * @param {(row: Row | undefined) => void} onNext called with the row after the one in focus
   */
  constructor(queue, onNext) {
    this.queue = queue;
    this.onNext = onNext;
    this.list = /** @type {HTMLElement | null} */ (queue.querySelector("[data-rows]"));
    this.chosen = "";
    /** @type {Map<string, {item: Element, next: Element | null}>} where the rows of decided items were */
    this.left = new Map();
  }

  /** @returns {Row[]} */
  all() {
    return [...(this.list?.querySelectorAll("a") ?? [])].filter((row) => "row" in row.dataset);
  }

  /** @param {string} pk */
  has(pk) {
    return this.all().some((row) => row.dataset.row === pk);
  }

  /**
   * Marks the row of the item in focus, and says which item comes after it.
   * @param {string} pk
   */
  choose(pk) {
    this.comeBack(pk);
    this.expect(pk);
    // At the end, what follows is there before the next key.
    if (this.has(pk) && !this.step("after")) this.loadMore().catch(() => undefined);
  }

  /**
   * Does so for an item that is shown before the site has answered.
   * @param {string} pk
   */
  expect(pk) {
    this.chosen = pk;
    this.mark();
    this.all()
      .find((row) => row.dataset.row === pk)
      ?.scrollIntoView({ block: "nearest" });
    markUrgent(this.queue, pk);
    this.update();
  }

  mark() {
    for (const row of this.all()) {
      if (row.dataset.row === this.chosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /** Sets the links to the rows before and after, and the item that the forms ask for next. */
  update() {
    for (const link of this.queue.querySelectorAll("a[data-step]")) {
      const direction = link.getAttribute("data-step") ?? "";
      const row = this.step(direction);
      if (row) link.setAttribute("href", row.href);
      else if (direction === "before") link.removeAttribute("href");
      // At the end it loads what follows.
      else if (!link.hasAttribute("href")) link.setAttribute("href", this.list?.dataset.rowsUrl ?? "");
      if (link.hasAttribute("href")) link.removeAttribute("aria-disabled");
      else link.setAttribute("aria-disabled", "true");
    }
    const row = this.step("after");
    const next = row?.dataset.row ?? "";
    for (const field of this.queue.querySelectorAll("input[data-next]")) field.setAttribute("value", next);
    for (const template of this.queue.querySelectorAll("template")) {
      template.content.querySelector("input[data-next]")?.setAttribute("value", next);
    }
    this.onNext(row);
  }

  /**
   * The row before or after the chosen one; after it, one that no colleague has open.
   * @param {string} direction "before" or "after"
   * @returns {Row | undefined}
   */
  step(direction) {
    const rows = this.all();
    const index = rows.findIndex((row) => row.dataset.row === this.chosen);
    if (direction === "before") return index > 0 ? rows[index - 1] : undefined;
    return rows.slice(index + 1).find((row) => !("claimed" in row.dataset));
  }

  /**
   * Adds the rows that the list does not have yet: what follows, and what is new. Pages are read from the
   * first one on, since what was decided made room in them.
   */
  async loadMore() {
    let url = this.list?.dataset.rowsUrl;
    while (url && this.list) {
      const page = await fetchRows(url);
      const known = new Set(this.all().map((row) => row.dataset.row));
      const items = [...(page?.querySelectorAll("li") ?? [])].filter(
        (item) => !known.has(item.querySelector("a")?.dataset.row),
      );
      if (items.length) {
        this.list.append(...items);
        // What is new from now on.
        this.list.dataset.countUrl = page?.dataset.countUrl;
        const link = this.queue.querySelector("[data-new]");
        if (link instanceof HTMLElement) link.hidden = true;
        this.mark();
        return this.update();
      }
      url = page?.dataset.moreUrl;
    }
  }

  /**
   * Takes the row of an item out of the list.
   * @param {string} [pk]
   */
  leave(pk) {
    const item =
      pk &&
      this.all()
        .find((row) => row.dataset.row === pk)
        ?.closest("li");
    if (!item || !pk) return;
    this.left.set(pk, { item, next: item.nextElementSibling });
    item.remove();
  }

  /**
   * Puts the row of an item back whose decision was undone.
   * @param {string} pk
   */
  comeBack(pk) {
    const row = this.left.get(pk);
    if (!row || !this.list) return;
    this.left.delete(pk);
    // The row that came after it may have left since.
    let next = row.next;
    while (next && !next.isConnected) {
      const later = [...this.left.values()].find(({ item }) => item === next);
      next = later?.next ?? null;
    }
    this.list.insertBefore(row.item, next);
  }

  /**
   * Shows who has what open.
   * @param {Record<string, string>} claims names of colleagues, by item
   * @param {string} label with %s for the name
   */
  showClaims(claims, label) {
    for (const row of this.all()) {
      const name = claims[row.dataset.row ?? ""];
      const place = row.querySelector("[data-claim]");
      if (name) row.dataset.claimed = "";
      else delete row.dataset.claimed;
      if (place) place.textContent = name ? label.replace("%s", name) : "";
    }
    this.update();
  }
}
