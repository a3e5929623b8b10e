// The comments under a chapter.
/** @import { Posted } from "./submit.js" */
import { dataOf, find } from "../../elements.js";
import { showAges } from "../ages.js";
import { makeScrollersFocusable } from "../scrollers.js";
import { startMenus } from "./comment_menu.js";
import { announce, cloneFrom, commentStrings, focusOn, isGuest, isTyping } from "./dom.js";
import { awaitingModeration, markOwn, rememberGuestComment, showAbove } from "./guest_comments.js";
import { showKudosGiven, startKudos } from "./kudos.js";
import { startLikes } from "./likes.js";
import { startPartialUpdates } from "./partial_updates.js";
import { refreshCounts } from "./refresh_counts.js";
import { keepReplies, openDrafts, Replies } from "./replies.js";
import { fetchCommentList } from "./requests.js";

export class CommentList {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.container = find(section, "[data-comments-container]");
    this.commentsUrl = dataOf(section, "commentsUrl");
    this.consent = section.dataset.consent ?? "";
    // The URL of the list that is visible, with its sorting and page.
    this.listUrl = this.commentsUrl + this.consent;
    this.isLoaded = false;
    const kudos = document.querySelector("main [data-kudos]");
    this.kudos = kudos instanceof HTMLAnchorElement ? kudos : null;
    this.replies = new Replies(this.container, (posted) => this.showPosted(posted));
  }

  start() {
    startPartialUpdates(this.container, (list, url) => {
      if (url) this.listUrl = url;
      return this.personalize(list);
    });
    startLikes(this.container);
    startMenus(this.container, () => this.load());
    if (this.kudos) startKudos(this.kudos);
    // A comment was posted in the paragraph panel.
    this.section.addEventListener("serial:posted", () => this.isLoaded && this.load());
    this.load().then(() => {
      // On a slow connection the reader may be typing by now.
      if (!isTyping()) showLinkedComment(this.section);
    });
  }

  async load() {
    const url = this.listUrl;
    try {
      const list = await fetchCommentList(url);
      // The reader sorted the list, or went to another page of it, meanwhile.
      if (url !== this.listUrl) return;
      keepReplies(this.container, list, () => this.container.replaceChildren(list));
      this.section.dataset.loaded = "";
      this.isLoaded = true;
      if (this.kudos) showKudosGiven(this.kudos, list);
      await this.personalize(list);
    } catch (error) {
      if (!(error instanceof TypeError)) console.error(error);
      if (this.isLoaded || this.container.childElementCount) return;
      const note = cloneFrom(commentStrings(), "[data-load-failed]");
      find(note, "a", HTMLAnchorElement).href = this.commentsUrl + this.consent;
      this.container.append(note);
    }
  }

  /**
   * Adds this browser's drafts and a guest's own comments to a list that is the same for everyone.
   * @param {HTMLElement} list
   */
  async personalize(list) {
    const { commentsUrl, consent } = this;
    showAges(list);
    makeScrollersFocusable(list);
    openDrafts(list, commentsUrl, consent, this.replies);
    if (!isGuest()) return;
    markOwn(list, consent);
    if (list.matches(".thread")) return;
    const comments = await awaitingModeration(list, consent).catch(() => []);
    for (const { number, page } of comments) showAbove(list, number, page, consent);
  }

  /**
   * Reloads the list and goes to the new comment; a held one is shown from its own page.
   * @param {Posted} posted
   */
  async showPosted(posted) {
    const { number, page } = posted;
    if (isGuest()) rememberGuestComment(posted);
    await Promise.all([this.load(), refreshCounts()]);
    const list = this.container.querySelector("[data-comment-list]") ?? this.container;
    const state = page.querySelector(".comment-state")?.textContent.trim();
    const comment = list.querySelector(`#c${number}`) ?? showAbove(list, number, page, this.consent);
    if (comment && !isTyping()) focusOn(comment);
    announce(this.section, state ?? dataOf(commentStrings(), "textPosted"));
  }
}

/**
 * Goes to the comment in the hash of the page's URL.
 * @param {HTMLElement} section
 */
export function showLinkedComment(section) {
  const comment = /^#c\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (comment) focusOn(comment);
  // Also if the comment is on another page of the list.
  else if (/^#c(omments|\d+)$/.test(location.hash)) section.scrollIntoView();
}
