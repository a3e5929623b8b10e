// Stores what is typed into a comment form, and restores it: after a closed tab, a crash or a lost
// connection, and in another tab.
/** @import { CommentForm } from "./comment_form.js" */
/** @import { Draft } from "./draft_store.js" */
import { closest, dataOf, find } from "../../elements.js";
import { cloneFrom, formStrings } from "./dom.js";
import { draftsFor, readDraft, removeDraft, storeDraft } from "./draft_store.js";

const FIELDS = ["text", "name", "email", "quote"];

export class CommentDraft {
  /**
   * The newest draft for the form is restored if the form is unchanged.
   * @param {CommentForm} form
   */
  constructor(form) {
    this.form = form;
    /**
     * The name under which this tab stores its draft.
     * @type {string | null}
     */
    this.ownName = null;
    /**
     * The draft of another tab that this form continues.
     * @type {Draft | null}
     */
    this.source = null;
    form.element.addEventListener("input", () => this.store());
    form.element.addEventListener("click", (event) => {
      if (closest(event, "[data-discard]")) this.discard();
      else if (closest(event, "[data-show-other]")) this.showOther();
    });
    this.restoreNewest();
    // What was typed before this script had loaded.
    if (this.form.text.value !== this.form.text.defaultValue && !this.source) this.store();
  }

  /**
   * Identifies what the form is for: chapter, comment that it replies to, paragraph. By ids and numbers, because
   * a slug may change while a draft waits.
   */
  get slot() {
    const { element, value } = this.form;
    return `${element.dataset.draftKey} ${value("reply_to") || "-"} ${value("paragraph") || "-"}`;
  }

  restoreNewest() {
    const drafts = draftsFor(this.slot);
    if (!drafts.length) return;
    const isUnchanged = this.form.text.value === this.form.text.defaultValue;
    const sameDraft = drafts.find((draft) => draft.fields.text === this.form.text.value);
    if (sameDraft) this.source = sameDraft;
    else if (isUnchanged) this.restore(drafts[0]);
    this.showNote(isUnchanged && !sameDraft);
  }

  /** @param {Draft} draft */
  restore(draft) {
    for (const name of FIELDS) this.form.setValue(name, draft.fields[name]);
    this.form.restoreKey(draft);
    this.source = draft;
    this.ownName = null;
  }

  /** Drafts for the same slot with a text that differs from the form's. */
  otherDrafts() {
    const { value } = this.form.text;
    return draftsFor(this.slot).filter((draft) => draft.name !== this.ownName && draft.fields.text !== value);
  }

  /** @param {boolean} isRestored */
  showNote(isRestored) {
    this.form.element.querySelector("[data-draft-note]")?.remove();
    const hasOthers = this.otherDrafts().length > 0;
    if (!isRestored && !hasOthers) return;
    const note = cloneFrom(formStrings(), "[data-draft-note]");
    const message = find(note, "[data-text-restored]");
    find(note, "[data-show-other]").hidden = !hasOthers;
    find(note, "[data-discard]").hidden = !isRestored;
    this.form.element.prepend(note);
    message.textContent = dataOf(message, isRestored ? "textRestored" : "textOthers");
  }

  store() {
    const entries = FIELDS.map((name) => [name, this.form.value(name)]);
    const fields = { ...Object.fromEntries(entries), text: this.form.text.value };
    if (!fields.text.trim()) {
      if (this.ownName) removeDraft(this.ownName);
      return;
    }
    this.ownName = storeDraft(this.slot, { fields, ...this.form.submittedKey() });
    this.removeSource();
  }

  // Removes the draft that this form continues, unless another open tab has changed it since.
  removeSource() {
    if (!this.source) return;
    const current = readDraft(this.source.name);
    const isUnchanged = current?.fields.text === this.source.fields.text;
    if (current && current.name !== this.ownName && isUnchanged) removeDraft(current.name);
    this.source = null;
  }

  showOther() {
    const [other] = this.otherDrafts();
    if (!other) return;
    if (this.form.text.value.trim()) this.store();
    this.restore(other);
    this.showNote(true);
    this.form.text.focus();
  }

  discard() {
    this.remove();
    this.form.reset();
    this.showNote(false);
    this.form.text.focus();
  }

  /** Removes the stored draft: the comment was posted, or the reader discarded the text. */
  remove() {
    this.removeSource();
    if (this.ownName) removeDraft(this.ownName);
    this.ownName = null;
  }
}
