// The comments under a chapter.
import { fetchTalk } from "./fetching.js";
import { startKudos } from "./kudos.js";
import { startLikes } from "./likes.js";
import { markMine, remember, showWaiting, waitingOf } from "./mine.js";
import { startParts } from "./parts.js";
import { refreshCounts } from "./posted.js";
import { openBegun, startReplies } from "./replies.js";
import { focusOn, ofComments, piece, say } from "./words.js";

const section = document.querySelector("main [data-comments]");
const here = section?.querySelector("[data-comments-here]");
const { comments: place, consent: answer = "" } = section?.dataset ?? {};
const isGuest = !("member" in document.documentElement.dataset);
// Which part of them is shown: an order, a page.
let part = place + answer;
let isLoaded = false;

export function startList() {
  startParts(here, (talk, address) => {
    if (address) part = address;
    return dress(talk);
  });
  startReplies(here, showPosted);
  startLikes(here);
  startKudos(section.querySelector("[data-kudos]"));
  load().then(showAsked);
}

async function load() {
  try {
    const talk = await fetchTalk(part);
    here.replaceChildren(talk);
    section.dataset.loaded = "";
    isLoaded = true;
    await dress(talk);
  } catch (error) {
    if (!(error instanceof TypeError)) console.error(error);
    if (isLoaded || here.childElementCount) return;
    const note = piece(ofComments(), "[data-not-loaded]");
    note.querySelector("a").href = place + answer;
    here.append(note);
  }
}

/** What is this browser's own in a list that is everyone's. */
async function dress(talk) {
  openBegun(talk, place, answer, showPosted);
  if (!isGuest) return;
  markMine(talk, place, answer);
  if (talk.matches(".thread")) return;
  const waiting = await waitingOf(place, answer).catch(() => []);
  for (const { number, page } of waiting) showWaiting(talk, number, page, place, answer);
}

/** Goes to the comment that the page's address names. */
export function showAsked() {
  const asked = /^#c\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (asked) focusOn(asked);
  else if (location.hash === "#comments") section.scrollIntoView();
}

/** The list as it is with a comment that was posted; where that waits, it is shown with its words. */
export async function showPosted(outcome) {
  const { number, page } = outcome;
  if (isGuest) remember(outcome);
  await Promise.all([load(), refreshCounts()]);
  const list = here.querySelector("[data-talk]") ?? here;
  const held = page.querySelector(".comment-state")?.textContent.trim();
  const comment = list.querySelector(`#c${number}`) ?? showWaiting(list, number, page, place, answer);
  if (comment) focusOn(comment);
  say(section, held ?? ofComments().dataset.posted);
}

/** What was posted beside a paragraph is in the list as well. */
export const refresh = () => isLoaded && load();
