// The comments on a paragraph and a form for a new one: a panel beside the text on wide screens, a
// bottom sheet on phones.
/** @import { Posted } from "./submit.js" */
import { dataOf, find } from "../../elements.js";
import { showAges } from "../ages.js";
import { makeScrollersFocusable } from "../scrollers.js";
import { CommentForm, copyQuickForm } from "./comment_form.js";
import { startMenus } from "./comment_menu.js";
import { announce, cloneFrom, commentStrings, focusOn, hiddenInput, isGuest, isTyping } from "./dom.js";
import { markOwn, rememberGuestComment, showAbove } from "./guest_comments.js";
import { startLikes } from "./likes.js";
import { startPartialUpdates } from "./partial_updates.js";
import { refreshCounts } from "./refresh_counts.js";
import { isInUse, keepReplies, Replies } from "./replies.js";
import { fetchCommentList } from "./requests.js";

const MARKER = ":scope > .comment-marker";

/** @param {string | null} id */
const paragraphWith = (id) => document.querySelector(`[data-body] [id$="-b${id}"]`);

export class ParagraphPanel {
  /** @param {HTMLElement} section the comments of the chapter */
  constructor(section) {
    this.section = section;
    this.commentsUrl = dataOf(section, "commentsUrl");
    this.consent = section.dataset.consent ?? "";
    this.dialog = cloneFrom(commentStrings(), "[data-paragraph-panel]", HTMLDialogElement);
    this.content = find(this.dialog, "[data-panel-content]");
    /**
     * The paragraph for which the panel was opened last; null if it is closed.
     * @type {string | null}
     */
    this.openId = null;
    /**
     * The paragraph whose comments have been loaded last.
     * @type {string | null}
     */
    this.shownId = null;
    // The number of the last request, and of the one whose comments are shown.
    this.requests = 0;
    this.shownRequest = 0;
    /**
     * The form for a new comment on the paragraph.
     * @type {CommentForm | null}
     */
    this.form = null;
    /** @type {HTMLElement | null} */
    this.opener = null;
    this.isStarted = false;
  }

  start() {
    const { dialog, content } = this;
    this.isStarted = true;
    document.body.append(dialog);
    find(dialog, "[data-close]").addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !dialog.open) return;
      event.preventDefault();
      this.close();
    });
    // The back gesture of a phone. The event "close" comes later, when the reader may have opened
    // another paragraph.
    dialog.addEventListener("cancel", () => this.close());
    // A click on the backdrop closes the bottom sheet.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog && dialog.matches(":modal")) this.close();
    });
    startPartialUpdates(content, (list) => this.prepareList(list));
    new Replies(content, (posted, form) => this.showPosted(posted, form));
    startLikes(content);
    startMenus(content, () => this.openId && this.load(this.openId));
  }

  /** @param {string} id of a paragraph */
  paragraphUrl = (id) => `${this.commentsUrl}on/${id}/${this.consent}`;

  /**
   * Opens the panel for a paragraph.
   * @param {string} id
   * @param {{opener?: HTMLElement, quote?: string}} options the marker; the selected text
   */
  async open(id, { opener, quote = "" }) {
    const { dialog } = this;
    if (!this.isStarted) this.start();
    if (this.openId === id && !quote) {
      // A second press closes the panel, but does nothing while it loads.
      if (this.isShown(id)) this.close();
      return;
    }
    // The press may leave the focus in a text field. If it is there later, the reader went back.
    const { activeElement } = document;
    if (isTyping() && activeElement instanceof HTMLElement) activeElement.blur();
    this.setOpener(id, opener ?? null);
    await this.load(id);
    // The reader opened another paragraph, or types elsewhere by now.
    if (this.openId !== id) return;
    if (quote) this.form?.setValue("quote", quote);
    if (!dialog.open && matchMedia("(min-width: 64rem)").matches) dialog.show();
    else if (!dialog.open) dialog.showModal();
    if (isTyping()) return;
    dialog.scrollTop = 0;
    if (quote) this.form?.text.focus();
    else find(dialog, "h2").focus();
  }

  /** @param {string} id of a paragraph */
  isShown = (id) => this.dialog.open && this.openId === id && this.shownId === id;

  /**
   * @param {string | null} id
   * @param {HTMLElement | null} opener
   */
  setOpener(id, opener) {
    this.opener?.removeAttribute("aria-expanded");
    this.openId = id;
    if (id) this.dialog.dataset.place = `#paragraph-${id}`;
    this.opener = opener;
    this.opener?.setAttribute("aria-expanded", "true");
  }

  /** @param {string} id */
  async load(id) {
    this.requests += 1;
    const request = this.requests;
    const list = await fetchCommentList(this.paragraphUrl(id)).catch(() => null);
    if (id !== this.openId || request < this.shownRequest) return;
    if (!this.isShown(id) && isTyping()) return this.stayWhereTyping();
    this.shownRequest = request;
    this.show(id, list);
  }

  /** The panel stays closed, or at the paragraph that it shows. */
  stayWhereTyping() {
    const id = this.dialog.open ? this.shownId : null;
    this.setOpener(id, paragraphWith(id)?.querySelector(MARKER) ?? null);
  }

  /**
   * @param {string} id
   * @param {HTMLElement | null} list null if it could not be loaded
   */
  show(id, list) {
    const isReload = id === this.shownId;
    this.shownId = id;
    // The old comments and what is typed there are better than none.
    if (isReload && !list) return;
    const part = list ?? this.loadFailedNote(id);
    const link = part.querySelector("a[data-write]");
    if (list) this.prepareList(list);
    keepReplies(this.content, part, () => {
      const isKept = isReload && this.form && isInUse(this.form.element);
      if (!isKept) this.form = link || !list ? this.createForm(id) : null;
      this.content.replaceChildren(part);
      if (!this.form) return;
      const linkParagraph = link?.closest("p");
      (linkParagraph ?? part).after(this.form.element);
      linkParagraph?.remove();
    });
  }

  /** @param {string} id of a paragraph */
  createForm(id) {
    const element = copyQuickForm(dataOf(commentStrings(), "textParagraph"));
    if (!element) return null;
    element.append(hiddenInput("paragraph", id));
    foldUntilFocused(element);
    return new CommentForm(element, (posted, form) => this.showPosted(posted, form));
  }

  /** @param {string} id */
  loadFailedNote(id) {
    const note = cloneFrom(commentStrings(), "[data-load-failed]");
    find(note, "a", HTMLAnchorElement).href = this.paragraphUrl(id);
    return note;
  }

  /**
   * The list under the chapter may have the same comments: ids must be unique in the page.
   * @param {HTMLElement} list
   */
  prepareList(list) {
    for (const element of list.querySelectorAll("[id]")) element.id = `on-${element.id}`;
    for (const comment of list.querySelectorAll("[aria-labelledby]")) {
      comment.setAttribute("aria-labelledby", `on-${comment.getAttribute("aria-labelledby")}`);
    }
    for (const link of list.querySelectorAll('a.reply-to[href^="#"]')) {
      if (link instanceof HTMLAnchorElement) link.hash = `on-${link.hash.slice(1)}`;
    }
    showAges(list);
    makeScrollersFocusable(list);
    if (isGuest()) markOwn(list, this.consent);
  }

  /**
   * @param {Posted} posted
   * @param {HTMLFormElement} form in which it was written
   */
  async showPosted(posted, form) {
    if (isGuest()) rememberGuestComment(posted);
    // The reader may have closed the panel, or opened another paragraph.
    const id = this.content.contains(form) && this.openId === this.shownId ? this.openId : null;
    await Promise.all([id && this.load(id), refreshCounts()]);
    if (id && id === this.openId) this.goTo(posted);
    this.section.dispatchEvent(new Event("serial:posted"));
  }

  /** @param {Posted} posted */
  goTo({ number, page }) {
    const list = this.content.querySelector("[data-comment-list]") ?? this.content;
    const state = page.querySelector(".comment-state")?.textContent.trim();
    const comment = list.querySelector(`[data-number="${number}"]`) ?? showAbove(list, number, page, this.consent);
    if (comment && !isTyping()) focusOn(comment);
    announce(this.dialog, state ?? dataOf(commentStrings(), "textPosted"));
  }

  /** Closes the panel. The focus returns to the marker, or to the paragraph if it has none. */
  close() {
    this.dialog.close();
    this.opener?.removeAttribute("aria-expanded");
    const paragraph = paragraphWith(this.openId);
    // The "+" marker may stand beside another paragraph by now.
    const opener = this.opener?.isConnected && (!paragraph || paragraph.contains(this.opener)) ? this.opener : null;
    const marker = opener ?? paragraph?.querySelector(MARKER);
    if (marker) marker.focus();
    else if (paragraph) focusOn(paragraph);
    this.openId = null;
  }
}

/**
 * Shows one row, which stays at the foot of the panel. In use the form stands after the comments.
 * @param {HTMLFormElement} form
 */
function foldUntilFocused(form) {
  form.classList.add("opens-on-focus");
  delete form.dataset.touched;
  find(form, "textarea", HTMLTextAreaElement).placeholder = form.ariaLabel ?? "";
  form.addEventListener("focusin", () => form.scrollIntoView({ block: "nearest" }));
}
