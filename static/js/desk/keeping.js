// Keeps what is typed: in the browser at once, at the desk a few seconds after the last key.
import { fromNow } from "./moments.js";
import { post } from "./sending.js";
import * as store from "./store.js";
import { startCounting } from "./counting.js";

const FIELDS = ["title", "content_note", "note_before", "body", "note_after"];
const IN_BROWSER_AFTER = 150;
const AT_DESK_AFTER = 2_500;
// Whoever types without a pause is not left unkept for longer than this.
const AT_DESK_AT_LATEST = 12_000;

export function startKeeping(form) {
  const state = form.querySelector("[data-state]");
  const keeper = new Keeper(form, state);
  keepers.set(form, keeper);
  form.addEventListener("input", (event) => FIELDS.includes(event.target.name) && keeper.typed());
  // What the server gave back without saving is as unsaved as what is typed.
  if (form.dataset.keeps === "unsaved") keeper.typed();
  // After signing in in another tab, or when the connection is back.
  addEventListener("focus", () => keeper.trouble && keeper.send());
  addEventListener("online", () => keeper.trouble && keeper.send());
  addEventListener("pagehide", () => keeper.leave());
  document.addEventListener("visibilitychange", () => document.hidden && keeper.leave());
  startCounting(form.elements.body, form.querySelector("[data-counts]"));
}

export const keepers = new WeakMap();

class Keeper {
  constructor(form, state) {
    this.form = form;
    this.state = state;
    this.keptAt = null;
    this.trouble = "";
    this.isTyped = false;
    this.timers = {};
    setInterval(() => this.say(), 10_000);
  }

  get key() {
    return this.form.elements.copy_key.value;
  }

  entry(sent = false) {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, this.form.elements[name].value]));
    for (const name of ["based_on", "story"]) fields[name] = this.form.elements[name]?.value ?? "";
    const { chapter, copies } = this.form.dataset;
    const { user } = document.body.dataset;
    const address = copies.replace(ANY_KEY, this.key);
    return { key: this.key, user, address, sent, fields: { ...fields, chapter, sequence: Date.now() } };
  }

  typed() {
    this.isTyped = true;
    // Not put off by the next key: whoever types without a pause is kept as well.
    this.timers.browser ??= setTimeout(() => this.putIntoBrowser(), IN_BROWSER_AFTER);
    this.later("desk", AT_DESK_AFTER, () => this.send());
    this.timers.latest ??= setTimeout(() => this.send(), AT_DESK_AT_LATEST);
    if (!this.trouble) this.say();
  }

  later(name, wait, act) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, wait);
  }

  putIntoBrowser() {
    clearTimeout(this.timers.browser);
    delete this.timers.browser;
    return store.put(this.entry(this.isSubmitted));
  }

  leave() {
    if (this.isTyped) this.putIntoBrowser();
  }

  /** Sends what is typed to the desk; true where it is kept there now. */
  async send() {
    for (const name of ["desk", "latest"]) clearTimeout(this.timers[name]);
    delete this.timers.latest;
    if (this.sending) return this.sending.then(() => (this.isTyped ? this.send() : true));
    this.sending = this.sendNow();
    const isKept = await this.sending;
    this.sending = null;
    return isKept;
  }

  async sendNow() {
    const entry = this.entry();
    this.isTyped = false;
    const outcome = await keepAtDesk(entry);
    if (outcome === "settled") {
      // Saved from another tab, or before going back to this one: what is typed on is new.
      this.form.elements.copy_key.value = crypto.randomUUID();
      store.remove(entry.key);
      return this.sendNow();
    }
    this.trouble = outcome === "kept" ? "" : outcome;
    if (outcome === "kept") {
      this.keptAt = Date.now();
      if (!this.isTyped) store.remove(entry.key);
    } else {
      this.isTyped = true;
      store.put(entry);
      this.later("desk", 10_000, () => this.send());
    }
    this.say();
    return outcome === "kept";
  }

  say() {
    const kind = this.trouble || (this.isTyped ? "typing" : this.keptAt ? "kept" : "nothing");
    const words = this.state.dataset[`say${kind}`];
    const text = words.replace("{when}", fromNow(this.keptAt ?? Date.now()));
    this.state.querySelector("[data-words]").textContent = text;
    // A screen reader hears what has changed, not every ten seconds how long ago it was.
    if (kind !== this.told && kind !== "typing") {
      this.state.querySelector("[data-said]").textContent = text;
      this.told = kind;
    }
    this.state.classList.toggle("error", Boolean(this.trouble));
    this.state.querySelector("[data-sign-in]").hidden = this.trouble !== "signedout";
  }
}

const ANY_KEY = "00000000-0000-0000-0000-000000000000";

/** "kept", "settled", or what stands against it: "signedout", "offline", "toolong", "refused". */
export async function keepAtDesk(entry) {
  try {
    const answer = await post(entry.address, new URLSearchParams(entry.fields));
    if (answer.ok) return "kept";
    return { 401: "signedout", 409: "settled", 413: "toolong" }[answer.status] ?? "refused";
  } catch {
    return "offline";
  }
}
