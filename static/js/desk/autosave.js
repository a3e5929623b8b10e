// Saves what is typed as a working copy: in the browser at once, on the server a few seconds after
// the last key.
/** @import { TextField } from "../elements.js" */
/** @import { WorkingCopy } from "./draft_store.js" */
import { closest, dataOf, fieldOf, find } from "../elements.js";
import { formatRelativeTime } from "../relative_time.js";
import * as store from "./draft_store.js";
import { whenIdle } from "./idle.js";
import { sendWorkingCopy } from "./sending.js";
import { keepForNextPage } from "./typed_since_save.js";
import { startWordCount } from "./word_count.js";

export const FIELDS = ["title", "content_note", "note_before", "body", "note_after"];
const BROWSER_DELAY = 150;
// Between two keys if there is time, else after this time.
const BROWSER_IDLE_TIMEOUT = 250;
const SERVER_DELAY = 2_500;
// Applies while the author types without a pause.
const SERVER_MAX_DELAY = 12_000;
const RETRY_DELAY = 10_000;
const STATUS_INTERVAL = 10_000;
// The page is still here although its form was sent: the author stopped it, or the server is slow.
export const SUBMIT_TIMEOUT = 30_000;
// The key in the URL that the template gives; replaced with the key of the working copy.
const PLACEHOLDER_KEY = "00000000-0000-0000-0000-000000000000";

/** @param {HTMLFormElement} form */
export function startAutosave(form) {
  const autosaver = new Autosaver(form, find(form, "[data-save-status]"));
  form.addEventListener("input", (event) => {
    const field = /** @type {TextField | null} */ (closest(event, "input, textarea"));
    if (field && FIELDS.includes(field.name)) autosaver.onInput();
  });
  // The server did not save the form because of an error.
  if (form.dataset.autosave === "unsaved") autosaver.onInput();
  // The author may have signed in again in another tab, or the connection may be back.
  addEventListener("focus", () => autosaver.error && autosaver.send());
  addEventListener("online", () => autosaver.error && autosaver.send());
  addEventListener("pagehide", () => autosaver.onLeave());
  addEventListener("pageshow", () => autosaver.onReturn());
  document.addEventListener("visibilitychange", () => document.hidden && autosaver.onLeave());
  startWordCount(find(form, "[name=body]", HTMLTextAreaElement), find(form, "[data-word-count]"));
  return autosaver;
}

export class Autosaver {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} status
   */
  constructor(form, status) {
    this.form = form;
    this.status = status;
    this.keyField = find(form, "[name=copy_key]", HTMLInputElement);
    /** @type {number | null} */
    this.savedAt = null;
    // A result of sendWorkingCopy() other than "saved", or "".
    this.error = "";
    // The server's sentence if the chapter was saved in another tab or by somebody else.
    this.savedElsewhere = "";
    this.sentSequence = "0";
    // The state, sentence and URL that the bar has.
    this.shownStatus = "";
    // The state that screen readers were told.
    this.announcedKind = "";
    /** @type {Promise<boolean> | null} */
    this.request = null;
    this.isChanged = false;
    /** @type {WorkingCopy | null} as the form was sent */
    this.submitted = null;
    /** @type {Record<string, number>} */
    this.timers = {};
    setInterval(() => this.updateStatus(), STATUS_INTERVAL);
  }

  get key() {
    return this.keyField.value;
  }

  get url() {
    return dataOf(this.form, "workingCopyUrl").replace(PLACEHOLDER_KEY, this.key);
  }

  /** @returns {WorkingCopy} */
  workingCopy(isSubmitted = false) {
    const names = [...FIELDS, "based_on", "story", "continued_copy"];
    const fields = Object.fromEntries(names.map((name) => [name, fieldOf(this.form, name)?.value ?? ""]));
    fields.chapter = dataOf(this.form, "chapter");
    fields.sequence = String(Date.now());
    fields.caret = String(caretOf(find(this.form, "[name=body]", HTMLTextAreaElement)));
    // Then it is no error if the server has saved it.
    if (isSubmitted) fields.is_submitted = "1";
    return { key: this.key, user: document.body.dataset.user, url: this.url, isSubmitted, fields };
  }

  onInput() {
    this.isChanged = true;
    // Not restarted by the next key, so that typing without a pause is stored as well.
    this.timers.browser ??= window.setTimeout(() => this.storeWhenIdle(), BROWSER_DELAY);
    if (this.submitted) {
      // The old key may be closed any moment, and the next page takes this text over.
      if (this.key === this.submitted.key) this.renewKey();
      this.schedule("server", SUBMIT_TIMEOUT, () => this.onReturn());
      return;
    }
    this.schedule("server", SERVER_DELAY, () => this.send());
    this.timers.serverMax ??= window.setTimeout(() => this.send(), SERVER_MAX_DELAY);
    if (!this.error) this.updateStatus();
  }

  /**
   * @param {string} name of the timer
   * @param {number} delay
   * @param {() => void} action
   */
  schedule(name, delay, action) {
    clearTimeout(this.timers[name]);
    this.timers[name] = window.setTimeout(action, delay);
  }

  storeWhenIdle() {
    whenIdle(() => {
      // Not if it was stored meanwhile, when the page was left.
      if (this.timers.browser) this.storeInBrowser();
    }, BROWSER_IDLE_TIMEOUT);
  }

  storeInBrowser() {
    clearTimeout(this.timers.browser);
    delete this.timers.browser;
    return store.put(this.workingCopy());
  }

  /** The form is sent now, and its working copy closed if the server saves it. */
  onSubmit() {
    this.submitted = this.workingCopy(true);
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.timers = {};
    // The form has what was typed since the last message, or what the server did not take.
    if (this.error || this.isChanged) store.put(this.submitted);
    else store.remove(this.key);
    this.isChanged = false;
  }

  onLeave() {
    if (!this.isChanged) return;
    this.storeInBrowser();
    if (this.submitted) keepForNextPage(this.key, this.submitted.fields, this.workingCopy().fields);
  }

  /** The page is shown again, or still. */
  onReturn() {
    if (!this.submitted) return;
    if (this.key === this.submitted.key) this.renewKey();
    this.submitted = null;
    if (this.isChanged) this.send();
  }

  /** What is typed from now on belongs to a new working copy, which replaces the old one. */
  renewKey() {
    const continued = fieldOf(this.form, "continued_copy");
    if (continued) continued.value = `${this.key}.${this.sentSequence}`;
    this.keyField.value = crypto.randomUUID();
  }

  /**
   * Sends the working copy to the server; resolves to true if the server saved it.
   * @returns {Promise<boolean>}
   */
  async send() {
    for (const name of ["server", "serverMax"]) clearTimeout(this.timers[name]);
    delete this.timers.serverMax;
    if (this.request) return this.request.then(() => (this.isChanged ? this.send() : true));
    this.request = this.sendNow();
    const isSaved = await this.request;
    this.request = null;
    return isSaved;
  }

  /** @returns {Promise<boolean>} */
  async sendNow() {
    // What is not stored yet is stored before it is removed below.
    if (this.timers.browser) this.storeInBrowser();
    const copy = this.workingCopy();
    this.isChanged = false;
    this.sentSequence = copy.fields.sequence;
    const result = await sendWorkingCopy(copy, (stored) => (this.savedElsewhere = stored.saved_elsewhere));
    if (result === "closed") {
      // Saved or discarded in another tab: what is typed since belongs to a new working copy.
      this.renewKey();
      this.storeInBrowser();
      store.remove(copy.key);
      return this.sendNow();
    }
    this.error = result === "saved" ? "" : result;
    if (result === "saved") {
      this.savedAt = Date.now();
      if (!this.isChanged) store.remove(copy.key);
    } else {
      this.isChanged = true;
      this.storeInBrowser();
      this.schedule("server", RETRY_DELAY, () => this.send());
    }
    this.updateStatus();
    return result === "saved";
  }

  savedState() {
    if (this.isChanged) return "typing";
    return this.savedAt ? "autosaved" : "idle";
  }

  updateStatus() {
    const kind = this.error || (this.savedElsewhere ? "elsewhere" : this.savedState());
    const text = (kind === "elsewhere" ? this.savedElsewhere : dataOf(this.status, `text${capitalized(kind)}`)).replace(
      "{when}",
      formatRelativeTime(this.savedAt ?? Date.now()),
    );
    const shown = [kind, text, this.url].join("\n");
    // Most keys change nothing of it.
    if (shown === this.shownStatus) return;
    this.shownStatus = shown;
    find(this.status, "[data-message]").textContent = text;
    // Screen readers announce changes of the state, not the time every ten seconds.
    if (kind !== this.announcedKind && kind !== "typing") {
      find(this.status, "[data-status]").textContent = text;
      this.announcedKind = kind;
    }
    this.status.classList.toggle("error", Boolean(this.error));
    find(this.status, "[data-sign-in]").hidden = this.error !== "signedOut";
    const differences = find(this.status, "[data-differences]", HTMLAnchorElement);
    differences.hidden = kind !== "elsewhere";
    differences.href = this.url;
  }
}

/**
 * The server counts characters, the browser UTF-16 code units.
 * @param {HTMLTextAreaElement} area
 */
const caretOf = (area) => Array.from(area.value.slice(0, area.selectionStart)).length;

const capitalized = (/** @type {string} */ word) => word[0].toUpperCase() + word.slice(1);
