// Keeps what is typed into a form, from the first letter, and offers it back: after a closed tab, a
// crash, a lost connection, and in another tab.
import { forget, keep, read, textsFor } from "./kept_texts.js";
import { ofForms, piece } from "./words.js";

const FIELDS = ["text", "name", "email", "quote"];

export class KeptText {
  /** `form` is a CommentForm; what was kept for its place is put into it where it is empty. */
  constructor(form) {
    this.form = form;
    this.own = null;
    // The text of a former tab that this one goes on with.
    this.source = null;
    form.element.addEventListener("input", () => this.keep());
    form.element.addEventListener("click", (event) => {
      if (event.target.closest("[data-discard]")) this.discard();
      else if (event.target.closest("[data-other]")) this.showOther();
    });
    this.offer();
  }

  get slot() {
    const { element, value } = this.form;
    return `${element.dataset.kept} ${value("reply_to") || "-"} ${value("paragraph") || "-"}`;
  }

  offer() {
    const [newest] = textsFor(this.slot);
    if (!newest) return;
    const isUntouched = this.form.text.value === this.form.text.defaultValue;
    const same = textsFor(this.slot).find((kept) => kept.fields.text === this.form.text.value);
    if (same) this.source = same;
    else if (isUntouched) this.show(newest);
    this.note(isUntouched && !same);
  }

  show(kept) {
    for (const name of FIELDS) this.form.fill(name, kept.fields[name]);
    this.form.goOn(kept);
    this.source = kept;
    this.own = null;
  }

  /** The others of this place that are another text than what stands in the form. */
  others() {
    const here = this.form.text.value;
    return textsFor(this.slot).filter((kept) => kept.name !== this.own && kept.fields.text !== here);
  }

  note(isBack) {
    this.form.element.querySelector("[data-kept-note]")?.remove();
    const hasOthers = this.others().length > 0;
    if (!isBack && !hasOthers) return;
    const note = piece(ofForms(), "[data-kept-note]");
    const said = note.querySelector("[data-words]");
    note.querySelector("[data-other]").hidden = !hasOthers;
    note.querySelector("[data-discard]").hidden = !isBack;
    this.form.element.prepend(note);
    said.textContent = isBack ? said.dataset.words : said.dataset.more;
  }

  keep() {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, this.form.value(name)]));
    if (!fields.text.trim()) {
      if (this.own) forget(this.own);
      return;
    }
    this.own = keep(this.slot, { fields, ...this.form.attempt() });
    this.takeOver();
  }

  // What this tab goes on with is kept once; unless its own tab, still open, has gone on as well.
  takeOver() {
    if (!this.source) return;
    const now = read(this.source.name);
    if (now && now.name !== this.own && now.fields.text === this.source.fields.text) forget(now.name);
    this.source = null;
  }

  showOther() {
    const [other] = this.others();
    if (!other) return;
    if (this.form.text.value.trim()) this.keep();
    this.show(other);
    this.note(true);
    this.form.text.focus();
  }

  discard() {
    this.forget();
    this.form.clear();
    this.note(false);
    this.form.text.focus();
  }

  /** Only what was posted, or thrown away by whoever typed it, is kept no longer. */
  forget() {
    this.takeOver();
    if (this.own) forget(this.own);
    this.own = null;
  }
}
