// A comment form: the quick form under the chapter, a reply, a comment on a paragraph, or the form
// of the page for writing a comment. The text is kept until the comment is posted.
/** @import { Draft } from "./draft_store.js" */
/** @import { Posted, Refused } from "./submit.js" */
import { dataOf, fieldOf, find, findAround } from "../../elements.js";
import { CommentDraft } from "./comment_draft.js";
import { startPreview } from "./comment_preview.js";
import { announce, formStrings, hiddenInput, isTyping } from "./dom.js";
import { fetchFormToken } from "./form_token.js";
import { fillInGuestName, rememberGuestName } from "./guest_name.js";
import { openSignInHere } from "./sign_in_link.js";
import { submit } from "./submit.js";

// Copied before a draft is restored or the reader types.
const emptyForm = document.querySelector("form.quick-form")?.cloneNode(true);

/**
 * Returns a copy of the form under the chapter, or null if the chapter takes no comments.
 * @param {string} label
 */
export function copyQuickForm(label) {
  if (!emptyForm) return null;
  const copy = /** @type {HTMLFormElement} */ (emptyForm.cloneNode(true));
  makeIdsUnique(copy);
  copy.dataset.touched = "";
  copy.classList.remove("quick-form");
  copy.setAttribute("aria-label", label);
  find(copy, "label").textContent = label;
  const text = find(copy, "[name=text]", HTMLTextAreaElement);
  text.value = "";
  text.placeholder = "";
  return copy;
}

/** @param {HTMLElement} part */
function makeIdsUnique(part) {
  const suffix = Math.random().toString(36).slice(2);
  for (const field of part.querySelectorAll("[id]")) {
    const oldId = field.id;
    field.id = `${oldId}-${suffix}`;
    part.querySelector(`[for="${oldId}"]`)?.setAttribute("for", field.id);
    part.querySelector(`a[href="#${oldId}"]`)?.setAttribute("href", `#${field.id}`);
    for (const described of part.querySelectorAll(`[aria-describedby~="${oldId}"]`)) {
      const ids = described.getAttribute("aria-describedby")?.split(" ") ?? [];
      described.setAttribute("aria-describedby", ids.map((id) => (id === oldId ? field.id : id)).join(" "));
    }
  }
}

export class CommentForm {
  /**
   * @param {HTMLFormElement} element
   * @param {(posted: Posted, form: HTMLFormElement) => unknown} onPosted
   */
  constructor(element, onPosted) {
    this.element = element;
    this.onPosted = onPosted;
    this.isSubmitting = false;
    // True if the form was submitted without a response: the comment may be posted already.
    this.mayBePosted = false;
    /** @type {Promise<void> | null} */
    this.tokenRequest = null;
    openSignInHere(element);
    this.initialNodes = [...element.childNodes].map((node) => node.cloneNode(true));
    element.addEventListener("focusin", () => this.activate().catch(() => {}));
    element.addEventListener("submit", (event) => this.onSubmit(event));
    startPreview(this);
    this.draft = new CommentDraft(this);
    fillInGuestName(element);
  }

  get text() {
    return /** @type {HTMLTextAreaElement} */ (this.element.elements.namedItem("text"));
  }

  /** @param {string} name */
  value = (name) => fieldOf(this.element, name)?.value ?? "";

  /**
   * Sets a field; adds a hidden input if the form has no such field.
   * @param {string} name
   * @param {string | undefined} value
   */
  setValue(name, value) {
    let field = fieldOf(this.element, name);
    if (!field && !value) return;
    if (!field) {
      field = hiddenInput(name, "");
      this.element.append(field);
    }
    field.value = value ?? "";
    if (name === "quote") this.showQuote(value);
  }

  /** @param {string | undefined} quote */
  showQuote(quote) {
    let blockquote = this.element.querySelector(".form-quote");
    if (!quote) return blockquote?.remove();
    if (!blockquote) {
      blockquote = document.createElement("blockquote");
      blockquote.className = "form-quote";
      blockquote.dir = "auto";
      this.element.prepend(blockquote);
    }
    blockquote.textContent = quote;
  }

  /** @param {string} text what limits comments here now; usually empty */
  showNotice(text) {
    if (!text || this.element.querySelector("[data-raid-notice]")) return;
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.dataset.raidNotice = "";
    notice.textContent = text;
    this.element.prepend(notice);
  }

  /** Shows all fields, and fetches the token on first use. */
  async activate() {
    this.element.dataset.touched = "";
    if (this.value("csrfmiddlewaretoken")) return;
    this.tokenRequest ??= this.setToken().finally(() => {
      this.tokenRequest = null;
    });
    await this.tokenRequest;
  }

  async setToken() {
    const token = await fetchFormToken(this.element.dataset.draftKey);
    this.showNotice(token.notice);
    this.setValue("csrfmiddlewaretoken", token.csrf);
    this.setValue("member", token.member);
    if (!this.value("form_key")) this.setValue("form_key", token.form_key);
    if (token.member) this.hideFieldsOfGuests();
  }

  /** A member may see the cached page for guests after signing in. */
  hideFieldsOfGuests() {
    for (const name of ["name", "email"]) {
      const field = fieldOf(this.element, name);
      if (!field) continue;
      field.disabled = true;
      findAround(field, ".field").hidden = true;
    }
  }

  /** The form key if the comment may be posted already: the server accepts each key once. */
  submittedKey = () => (this.mayBePosted ? { key: this.value("form_key") } : {});

  /**
   * Continues with a draft that was restored.
   * @param {Draft} draft
   */
  restoreKey({ key }) {
    this.mayBePosted = Boolean(key);
    if (key) this.setValue("form_key", key);
    this.activate().catch(() => {});
  }

  /** @param {SubmitEvent} event */
  async onSubmit(event) {
    event.preventDefault();
    if (this.isSubmitting) return;
    this.isSubmitting = true;
    const { textSending = "", textFailed = "", textOffline = "" } = formStrings().dataset;
    announce(this.element, textSending);
    try {
      await this.activate();
      this.mayBePosted = true;
      this.draft.store();
      const sentText = this.text.value;
      this.onResult(await submit(this.element), sentText);
    } catch (error) {
      if (!(error instanceof TypeError)) console.error(error);
      announce(this.element, navigator.onLine ? textFailed : textOffline);
    } finally {
      this.isSubmitting = false;
    }
  }

  /**
   * @param {Posted | Refused} result
   * @param {string} sentText
   */
  onResult(result, sentText) {
    announce(this.element, "");
    this.element.querySelector("[data-acceptance-question]")?.remove();
    if (result.number !== undefined) {
      rememberGuestName(this.element);
      this.draft.remove();
      if (this.text.value === sentText) this.reset();
      else this.resetAroundText();
      return this.onPosted(result, this.element);
    }
    this.mayBePosted = false;
    this.draft.store();
    if (result.form) this.replaceFields(result.form);
    else announce(this.element, result.message || dataOf(formStrings(), "textFailed"));
    if (result.question) this.ask(result.question);
  }

  /**
   * Shows a question above the buttons. Its answer is sent with the text.
   * @param {HTMLElement} question
   */
  ask(question) {
    makeIdsUnique(question);
    find(this.element, ".form-foot").before(question);
    if (!isTyping()) question.querySelector("input")?.focus();
  }

  /**
   * Shows the fields and errors of the server's form, with the current text.
   * @param {HTMLFormElement} serverForm
   */
  replaceFields(serverForm) {
    makeIdsUnique(serverForm);
    this.element.noValidate = true;
    // The key of the draft may change: a reply to a deleted comment becomes a comment of its own.
    this.draft.remove();
    this.keepText(() => {
      this.element.replaceChildren(...[...serverForm.childNodes].map((node) => document.adoptNode(node)));
    });
    openSignInHere(this.element);
    this.draft.store();
    if (isTyping()) return;
    this.element.querySelector(".problems")?.scrollIntoView({ block: "nearest" });
    const invalid = this.element.querySelector("[aria-invalid=true]");
    (invalid ?? this.text).focus({ preventScroll: true });
  }

  /** Makes a form for the next comment. Its text was typed while the last comment was sent. */
  resetAroundText() {
    this.keepText(() => this.reset());
    this.draft.store();
    this.activate().catch(() => {});
  }

  /**
   * Calls `change`, which replaces the fields: the text stays, with its focus and selection.
   * @param {() => unknown} change
   */
  keepText(change) {
    const { value, selectionStart, selectionEnd } = this.text;
    const hasFocus = document.activeElement === this.text;
    change();
    this.text.value = value;
    this.text.setSelectionRange(selectionStart, selectionEnd);
    if (hasFocus) this.text.focus({ preventScroll: true });
  }

  reset() {
    this.mayBePosted = false;
    this.element.replaceChildren(...this.initialNodes.map((node) => node.cloneNode(true)));
    if (this.element.classList.contains("quick-form")) {
      this.text.value = "";
      delete this.element.dataset.touched;
    }
    fillInGuestName(this.element);
  }
}
