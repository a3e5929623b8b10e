// The item that comes after the one in focus, fetched ahead: it can be shown as soon as a key is pressed.
import { fetchAhead } from "./queue_parts.js";

/** @typedef {HTMLElement | null} Parts */

export class NextItem {
  constructor() {
    this.pk = "";
    /** @type {Promise<Parts>} */
    this.parts = Promise.resolve(null);
  }

  /**
   * Fetches it, unless it is there or on its way.
   * @param {HTMLAnchorElement} [row]
   */
  prepare(row) {
    const pk = row?.dataset.row ?? "";
    if (pk === this.pk) return;
    this.pk = pk;
    this.parts = row ? fetchAhead(row.href).catch(() => null) : Promise.resolve(null);
  }

  /**
   * Returns the parts of an item if they come before the answer. They can be shown once.
   * @param {string} pk
   * @param {Promise<Parts>} answer
   * @returns {Promise<Parts>}
   */
  take(pk, answer) {
    if (this.pk !== pk) return Promise.resolve(null);
    const { parts } = this;
    this.pk = "";
    const isLate = answer.then(
      () => null,
      () => null,
    );
    return Promise.race([parts, isLate]).then((taken) => (taken?.dataset.pk === pk ? taken : null));
  }
}
