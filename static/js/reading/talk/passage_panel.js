// The comments on a paragraph, and a form for another: beside the text where there is room, in a
// sheet over its lower edge on a phone.
import { CommentForm, copyOfForm } from "./comment_form.js";
import { fetchTalk } from "./fetching.js";
import { startLikes } from "./likes.js";
import { refresh } from "./list.js";
import { markMine, remember, showWaiting } from "./mine.js";
import { startParts } from "./parts.js";
import { refreshCounts } from "./posted.js";
import { startReplies } from "./replies.js";
import { focusOn, ofComments, piece, say } from "./words.js";

const { comments: place, consent: answer = "" } = document.querySelector("main [data-comments]").dataset;
const isGuest = !("member" in document.documentElement.dataset);
let panel = null;
let here = null;
let paragraph = null;
let opener = null;

function make() {
  panel = piece(ofComments(), "[data-passage-panel]");
  here = panel.querySelector("[data-here]");
  document.body.append(panel);
  panel.querySelector("[data-close]").addEventListener("click", close);
  panel.addEventListener("close", giveBack);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    event.preventDefault();
    close();
  });
  // Beside the sheet is the chapter, to which a press leads back.
  panel.addEventListener("click", (event) => event.target === panel && panel.matches(":modal") && close());
  startParts(here, dress);
  startReplies(here, showPostedInPanel);
  startLikes(here);
}

export const addressOf = (number) => `${place}on/${number}/${answer}`;

/** Opens it on a paragraph, given by number; `quote` is what was selected in it. */
export async function openPanel(number, { from, quote = "" }) {
  if (!panel) make();
  if (panel.open && paragraph === number && !quote) return close();
  opener?.removeAttribute("aria-expanded");
  paragraph = number;
  opener = from ?? null;
  opener?.setAttribute("aria-expanded", "true");
  await load(quote);
  // Another was asked for meanwhile.
  if (paragraph !== number) return;
  if (!panel.open && matchMedia("(min-width: 64rem)").matches) panel.show();
  else if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  if (quote) here.querySelector("textarea")?.focus();
  else panel.querySelector("h2").focus();
}

async function load(quote = "") {
  const asked = paragraph;
  const talk = await fetchTalk(addressOf(asked)).catch(() => null);
  if (asked !== paragraph) return;
  here.replaceChildren(talk ?? notLoaded());
  if (talk) dress(talk);
  const link = here.querySelector("a[data-write]");
  const element = (link || !talk) && copyOfForm(ofComments().dataset.on);
  if (!element) return;
  (link?.closest("p") ?? here.lastElementChild).after(element);
  link?.closest("p").remove();
  const on = document.createElement("input");
  Object.assign(on, { type: "hidden", name: "paragraph", value: paragraph });
  element.append(on);
  const form = new CommentForm(element, showPostedInPanel);
  if (quote) form.fill("quote", quote);
}

function notLoaded() {
  const note = piece(ofComments(), "[data-not-loaded]");
  note.querySelector("a").href = addressOf(paragraph);
  return note;
}

// The list under the chapter may show the same comments, and one page has each name once.
function dress(talk) {
  for (const comment of talk.querySelectorAll("[id]")) comment.id = `on-${comment.id}`;
  for (const link of talk.querySelectorAll('a.reply-to[href^="#"]')) link.hash = `on-${link.hash.slice(1)}`;
  if (isGuest) markMine(talk, place, answer);
}

export async function showPostedInPanel(outcome) {
  const { number, page } = outcome;
  if (isGuest) remember(outcome);
  await Promise.all([load(), refreshCounts()]);
  const list = here.querySelector("[data-talk]") ?? here;
  const held = page.querySelector(".comment-state")?.textContent.trim();
  const known = list.querySelector(`[data-number="${number}"]`);
  const comment = known ?? showWaiting(list, number, page, place, answer);
  if (comment) focusOn(comment);
  say(panel, held ?? ofComments().dataset.posted);
  refresh();
}

function close() {
  panel.close();
}

function giveBack() {
  opener?.removeAttribute("aria-expanded");
  const block = document.querySelector(`[data-body] [id$="-b${paragraph}"]`);
  const mark = opener?.isConnected ? opener : block?.querySelector(":scope > .comment-marker");
  if (mark) mark.focus();
  else if (block) focusOn(block);
  paragraph = null;
}
