// Pastes formatted text as Markdown: the plain text at once, then its Markdown from the server in
// its place, so that Ctrl+Z brings the plain text back.
/** @import { Conversion, Failure } from "./conversions.js" */
/** @import { Passage } from "./passages.js" */
import { dataOf, find } from "../../elements.js";
import { replaceRange } from "../text_editing.js";
import { requestConversion, textOf } from "./conversions.js";
import { PasteNotice } from "./notice.js";
import { findPassage, fitMarkdown } from "./passages.js";

const RETRY_DELAY = 10_000;

/** @typedef {{passage: Passage, html: string}} Paste */

/** @param {HTMLElement} root that contains a text area and the notice */
export function startRichPaste(root) {
  const paster = new RichPaster(root);
  paster.area.addEventListener("paste", (event) => paster.onPaste(event));
  paster.area.addEventListener("input", (event) => paster.onInput(event));
  addEventListener("online", () => paster.retry());
  addEventListener("focus", () => paster.retry());
}

class RichPaster {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.area = find(root, "textarea", HTMLTextAreaElement);
    this.convertUrl = dataOf(root, "convertUrl");
    this.notice = new PasteNotice(find(root, "[data-paste-notice]"), () => this.insertOffered());
    /** @type {Paste[]} pastes that could not be converted yet */
    this.unconverted = [];
    /** @type {{passage: Passage, conversion: Conversion}[]} */
    this.offered = [];
    this.isReplacing = false;
    this.isComposing = false;
    this.isRetrying = false;
    this.retryTimer = 0;
  }

  /** @param {ClipboardEvent} event */
  onPaste(event) {
    const html = event.clipboardData?.getData("text/html");
    const plainText = event.clipboardData?.getData("text/plain") ?? "";
    // A copied picture has HTML too: uploading.js takes it. Ctrl+Shift+V has no HTML.
    if (!html || event.defaultPrevented || (!plainText && event.clipboardData?.files.length)) return;
    event.preventDefault();
    this.notice.clear();
    const passage = this.insert((plainText || textOf(html)).replace(/\r\n?/g, "\n"));
    this.convert({ passage, html });
  }

  /**
   * @param {string} text
   * @returns {Passage}
   */
  insert(text) {
    const { value: before, selectionStart: start, selectionEnd } = this.area;
    this.replace(start, selectionEnd, text);
    const after = this.area.value;
    // Browsers may leave out control characters.
    const end = start + after.length - (before.length - (selectionEnd - start));
    return { text: after.slice(start, end), before, after, start, end };
  }

  /** @param {Paste} paste */
  async convert(paste) {
    const { conversion, failure } = await requestConversion(this.convertUrl, paste.html);
    if (conversion) this.apply(paste.passage, conversion);
    else if (failure) this.onFailure(paste, failure);
  }

  /**
   * @param {Passage} passage
   * @param {Conversion} conversion
   */
  apply(passage, conversion) {
    // Ctrl+Z has taken the paste back.
    if (this.area.value === passage.before) return;
    const place = findPassage(passage, this.area.value);
    const markdown = this.fit(passage, conversion, place?.start ?? passage.start, place?.end ?? passage.end);
    const { warnings } = conversion;
    if (!markdown || markdown === passage.text) {
      if (warnings.length) this.notice.show("Plain", { warnings });
    } else if (place?.isUntouched && !this.isComposing) {
      this.replaceKeepingCursor(place.start, place.end, markdown);
      this.notice.show("Formatted", { warnings, isPassing: !warnings.length });
    } else {
      this.offer(passage, conversion);
    }
  }

  /**
   * @param {Passage} passage
   * @param {Conversion} conversion
   * @param {number} start
   * @param {number} end
   */
  fit(passage, { markdown }, start, end) {
    const { value } = this.area;
    return fitMarkdown(markdown, passage.text, value.slice(0, start), value.slice(end));
  }

  /**
   * @param {Passage} passage
   * @param {Conversion} conversion
   */
  offer(passage, conversion) {
    this.offered.push({ passage, conversion });
    const warnings = this.offered.flatMap((one) => one.conversion.warnings);
    this.notice.show("Offer", { warnings, hasOffer: true });
  }

  /** Replaces each passage that is still there; inserts the text at the cursor if it is not. */
  insertOffered() {
    const warnings = this.offered.flatMap((one) => one.conversion.warnings);
    for (const { passage, conversion } of this.offered.splice(0)) {
      const { selectionStart, selectionEnd } = this.area;
      const { start, end } = findPassage(passage, this.area.value) ?? { start: selectionStart, end: selectionEnd };
      this.replaceKeepingCursor(start, end, this.fit(passage, conversion, start, end));
    }
    this.notice.show("Formatted", { warnings, isPassing: !warnings.length });
    this.area.focus();
  }

  /**
   * @param {Paste} paste
   * @param {Failure} failure
   */
  onFailure(paste, { message, isTemporary }) {
    if (isTemporary) {
      this.unconverted.push(paste);
      clearTimeout(this.retryTimer);
      this.retryTimer = window.setTimeout(() => this.retry(), RETRY_DELAY);
    }
    this.notice.show(message || (isTemporary ? "Offline" : "Failed"));
  }

  /** When the connection may be back, the formatted text is offered: the author has gone on. */
  async retry() {
    if (this.isRetrying) return;
    this.isRetrying = true;
    for (const paste of this.unconverted.splice(0)) {
      const { conversion, failure } = await requestConversion(this.convertUrl, paste.html);
      if (failure) this.onFailure(paste, failure);
      if (conversion && this.differs(paste.passage, conversion)) this.offer(paste.passage, conversion);
    }
    this.isRetrying = false;
  }

  /**
   * Whether there is anything to offer.
   * @param {Passage} passage
   * @param {Conversion} conversion
   */
  differs(passage, conversion) {
    const isGone = this.area.value === passage.before;
    if (!isGone && this.fit(passage, conversion, passage.start, passage.end) !== passage.text) return true;
    this.notice.clear();
    return false;
  }

  /** @param {Event} event */
  onInput(event) {
    this.isComposing = event instanceof InputEvent && event.isComposing;
    if (this.notice.isPassing && !this.isReplacing) this.notice.clear();
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
  replace(start, end, text) {
    this.isReplacing = true;
    replaceRange(this.area, start, end, text);
    this.isReplacing = false;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
  replaceKeepingCursor(start, end, text) {
    const focused = document.activeElement;
    const { selectionStart, selectionEnd, scrollTop } = this.area;
    this.replace(start, end, text);
    const moved = (/** @type {number} */ position) => {
      if (position <= start) return position;
      return position >= end ? position + text.length - (end - start) : start + text.length;
    };
    this.area.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    if (focused === this.area || !(focused instanceof HTMLElement)) return;
    focused.focus({ preventScroll: true });
    this.area.scrollTop = scrollTop;
  }
}
