// The item that comes after the one in focus, fetched ahead: it can be shown as soon as a key is pressed.
import { fetchAhead } from "./queue_parts.js";

export class NextItem {
  constructor() {
    this.pk = "";
    /** @type {HTMLElement | null} */
    this.parts = null;
  }

  /**
   * Fetches it, unless it is there.
   * @param {HTMLAnchorElement} [row]
   */
  async prepare(row) {
    const pk = row?.dataset.row ?? "";
    if (pk === this.pk) return;
    this.pk = pk;
    this.parts = null;
    if (!row) return;
    const parts = await fetchAhead(row.href).catch(() => null);
    if (this.pk === pk) this.parts = parts?.dataset.pk === pk ? parts : null;
  }

  /**
   * Returns the parts of an item if they are there. They can be shown once.
   * @param {string} pk
   */
  take(pk) {
    if (this.pk !== pk) return null;
    const { parts } = this;
    this.pk = "";
    this.parts = null;
    return parts;
  }
}
