// Comments on a paragraph: opened from its marker, from selected text, or from the "+" marker
// beside the paragraph that has the pointer or the focus.
import { closest, dataOf, find } from "../elements.js";
import { commentStrings, isTyping } from "./comments/dom.js";
import { ParagraphPanel } from "./comments/paragraph_panel.js";
import { paragraphAt, paragraphId, startSelectionButton } from "./comments/selection_button.js";

/** @type {ParagraphComments | null} */
let comments = null;

/** @param {Event} [event] */
export function start(event) {
  if (!comments) {
    comments = new ParagraphComments(find(document, "[data-body]"));
    comments.openLinked();
  }
  const marker = event?.type === "click" && closest(event, "a.comment-marker");
  if (marker) return comments.panel.open(dataOf(marker, "marker"), { opener: marker });
  if (event) comments.moveAddMarker(event);
}

class ParagraphComments {
  /** @param {HTMLElement} body the text of the chapter */
  constructor(body) {
    this.panel = new ParagraphPanel(find(document, "main [data-comments-url]"));
    /** @type {HTMLAnchorElement | null} */
    this.addMarker = null;
    startSelectionButton(({ comment, paragraph, text, isFolded }) => {
      const detail = { text, isFolded };
      if (comment) comment.dispatchEvent(new CustomEvent("serial:quote", { bubbles: true, detail }));
      else this.panel.open(paragraphId(paragraph), { quote: text });
    });
    body.addEventListener("pointerover", (event) => this.moveAddMarker(event), { passive: true });
    body.addEventListener("focusin", (event) => this.moveAddMarker(event));
  }

  /** Opens the panel for the paragraph in the hash of the page's URL: signing in leads back to it. */
  openLinked() {
    const id = /^#paragraph-(\d+)$/.exec(location.hash)?.[1];
    const paragraph = id && document.querySelector(`[data-body] [id$="-b${id}"]`);
    // On a slow connection the reader may be typing by now.
    if (!paragraph || isTyping()) return;
    paragraph.scrollIntoView({ block: "center" });
    this.panel.open(id, {});
  }

  /**
   * Moves the one "+" marker to the paragraph with the pointer or the focus, if it has no marker.
   * @param {Event} event
   */
  moveAddMarker(event) {
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (isTouch || "hidesCommentMarkers" in document.documentElement.dataset) return;
    const paragraph = paragraphAt(event.target);
    if (!paragraph || paragraph.querySelector(":scope > .comment-marker:not(.add)")) return this.addMarker?.remove();
    if (this.addMarker?.parentElement === paragraph) return;
    this.addMarker ??= createAddMarker();
    this.addMarker.dataset.marker = paragraphId(paragraph);
    this.addMarker.href = this.panel.paragraphUrl(paragraphId(paragraph));
    this.addMarker.removeAttribute("aria-expanded");
    paragraph.append(this.addMarker);
  }
}

function createAddMarker() {
  const marker = document.createElement("a");
  marker.className = "comment-marker add";
  marker.rel = "nofollow";
  marker.textContent = "+";
  marker.ariaLabel = dataOf(commentStrings(), "textAddMarker");
  return marker;
}
