// Saves what is typed as a working copy: in the browser at once, on the server a few seconds after
// the last key.
import * as store from "./draft_store.js";
import { formatRelativeTime } from "./relative_time.js";
import { post } from "./requests.js";
import { startWordCount } from "./word_count.js";

const FIELDS = ["title", "content_note", "note_before", "body", "note_after"];
const BROWSER_DELAY = 150;
const SERVER_DELAY = 2_500;
// Applies while the author types without a pause.
const SERVER_MAX_DELAY = 12_000;
const RETRY_DELAY = 10_000;
const STATUS_INTERVAL = 10_000;
// The key in the URL that the template gives; replaced with the key of the working copy.
const PLACEHOLDER_KEY = "00000000-0000-0000-0000-000000000000";

export const autosavers = new WeakMap();

export function startAutosave(form) {
  const autosaver = new Autosaver(form, form.querySelector("[data-save-status]"));
  autosavers.set(form, autosaver);
  form.addEventListener("input", (event) => FIELDS.includes(event.target.name) && autosaver.onInput());
  // The server did not save the form because of an error.
  if (form.dataset.autosave === "unsaved") autosaver.onInput();
  // The author may have signed in again in another tab, or the connection may be back.
  addEventListener("focus", () => autosaver.error && autosaver.send());
  addEventListener("online", () => autosaver.error && autosaver.send());
  addEventListener("pagehide", () => autosaver.onLeave());
  document.addEventListener("visibilitychange", () => document.hidden && autosaver.onLeave());
  startWordCount(form.elements.body, form.querySelector("[data-word-count]"));
}

class Autosaver {
  constructor(form, status) {
    this.form = form;
    this.status = status;
    this.savedAt = null;
    // A result of sendWorkingCopy() other than "saved", or "".
    this.error = "";
    this.isChanged = false;
    this.isSubmitted = false;
    this.timers = {};
    setInterval(() => this.updateStatus(), STATUS_INTERVAL);
  }

  get key() {
    return this.form.elements.copy_key.value;
  }

  /** The working copy as draft_store.js stores it. */
  workingCopy(isSubmitted = false) {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, this.form.elements[name].value]));
    for (const name of ["based_on", "story"]) fields[name] = this.form.elements[name]?.value ?? "";
    const { chapter, workingCopyUrl } = this.form.dataset;
    const { user } = document.body.dataset;
    const url = workingCopyUrl.replace(PLACEHOLDER_KEY, this.key);
    return { key: this.key, user, url, isSubmitted, fields: { ...fields, chapter, sequence: Date.now() } };
  }

  onInput() {
    this.isChanged = true;
    // Not restarted by the next key, so that typing without a pause is stored as well.
    this.timers.browser ??= setTimeout(() => this.storeInBrowser(), BROWSER_DELAY);
    this.schedule("server", SERVER_DELAY, () => this.send());
    this.timers.serverMax ??= setTimeout(() => this.send(), SERVER_MAX_DELAY);
    if (!this.error) this.updateStatus();
  }

  schedule(name, delay, action) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(action, delay);
  }

  storeInBrowser() {
    clearTimeout(this.timers.browser);
    delete this.timers.browser;
    return store.put(this.workingCopy(this.isSubmitted));
  }

  onLeave() {
    if (this.isChanged) this.storeInBrowser();
  }

  /** Sends the working copy to the server; resolves to true if the server saved it. */
  async send() {
    for (const name of ["server", "serverMax"]) clearTimeout(this.timers[name]);
    delete this.timers.serverMax;
    if (this.request) return this.request.then(() => (this.isChanged ? this.send() : true));
    this.request = this.sendNow();
    const isSaved = await this.request;
    this.request = null;
    return isSaved;
  }

  async sendNow() {
    const copy = this.workingCopy();
    this.isChanged = false;
    const result = await sendWorkingCopy(copy);
    if (result === "closed") {
      // Saved or discarded in another tab: what is typed since belongs to a new working copy.
      this.form.elements.copy_key.value = crypto.randomUUID();
      store.remove(copy.key);
      return this.sendNow();
    }
    this.error = result === "saved" ? "" : result;
    if (result === "saved") {
      this.savedAt = Date.now();
      if (!this.isChanged) store.remove(copy.key);
    } else {
      this.isChanged = true;
      store.put(copy);
      this.schedule("server", RETRY_DELAY, () => this.send());
    }
    this.updateStatus();
    return result === "saved";
  }

  updateStatus() {
    const kind = this.error || (this.isChanged ? "typing" : this.savedAt ? "autosaved" : "idle");
    const text = this.status.dataset[`text${capitalized(kind)}`].replace(
      "{when}",
      formatRelativeTime(this.savedAt ?? Date.now()),
    );
    this.status.querySelector("[data-message]").textContent = text;
    // Screen readers announce changes of the state, not the time every ten seconds.
    if (kind !== this.announcedKind && kind !== "typing") {
      this.status.querySelector("[data-status]").textContent = text;
      this.announcedKind = kind;
    }
    this.status.classList.toggle("error", Boolean(this.error));
    this.status.querySelector("[data-sign-in]").hidden = this.error !== "signedOut";
  }
}

const capitalized = (word) => word[0].toUpperCase() + word.slice(1);

/** Returns "saved", "closed" or an error: "signedOut", "offline", "tooLong", "refused". */
export async function sendWorkingCopy(copy) {
  try {
    const response = await post(copy.url, new URLSearchParams(copy.fields));
    if (response.ok) return "saved";
    return { 401: "signedOut", 409: "closed", 413: "tooLong" }[response.status] ?? "refused";
  } catch {
    return "offline";
  }
}
