// A guest's own comments: whoever has the token in their address may change them. This browser
// remembers it.
import { fetchPage } from "./fetching.js";
import { ofComments, piece } from "./words.js";

const NAME = "serial.mine";
const MOST = 200;
const WAITING_SHOWN = 5;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

function store(mine) {
  const newest = Object.entries(mine).slice(-MOST);
  try {
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // They have the address of the comment's page.
  }
}

const isHeld = (page) => Boolean(page.querySelector(".comment-state[data-state=held]"));

/** Takes what send() gives: the address to which posting led, and the page that was there. */
export function remember({ address, page }) {
  const url = new URL(address);
  const token = url.searchParams.get("owner");
  if (token) store({ ...kept(), [url.pathname]: { token, waits: isHeld(page) } });
}

function addressOf(path, answer) {
  const token = encodeURIComponent(kept()[path].token);
  return `${path}${answer}${answer ? "&" : "?"}owner=${token}`;
}

/** Marks a guest's own comments in a list, with the way to change them. */
export function markMine(list, place, answer) {
  for (const comment of list.querySelectorAll("[data-number]")) {
    const path = `${place}${comment.dataset.number}/`;
    const actions = comment.querySelector(":scope > .actions");
    if (!kept()[path] || !actions || actions.querySelector("[data-mine]")) continue;
    comment.classList.add("own");
    const link = document.createElement("a");
    link.dataset.mine = "";
    link.rel = "nofollow";
    link.href = addressOf(path, answer);
    link.textContent = ofComments().dataset.mine;
    actions.append(link);
  }
}

/** A guest's own that are in no list, because they wait to be looked at: their pages, the newest. */
export async function waitingOf(place, answer) {
  const waiting = Object.entries(kept()).filter(([path, { waits }]) => waits && path.startsWith(place));
  const pages = await Promise.all(
    waiting.slice(-WAITING_SHOWN).map(async ([path, { token }]) => {
      const { answer: got, page } = await fetchPage(addressOf(path, answer));
      if (!got.ok || isHeld(page)) return { number: path.slice(place.length, -1), page };
      store({ ...kept(), [path]: { token, waits: false } });
      return null;
    }),
  );
  return pages.filter((found) => found && isHeld(found.page));
}

/** What waits, with what is said of it, from its own page; before the list. */
export function showWaiting(list, number, page, place, answer) {
  const comment = page.getElementById(`c${number}`);
  if (!comment || list.querySelector(`#c${number}`)) return null;
  let section = list.querySelector(".awaiting-moderation");
  if (!section) {
    section = piece(ofComments(), "[data-waiting]");
    list.prepend(section);
  }
  const said = page.querySelector(".comment-state");
  if (said) {
    said.classList.replace("comment-state", "meta");
    section.append(document.adoptNode(said));
  }
  comment.classList.remove("current");
  section.append(document.adoptNode(comment));
  markMine(section, place, answer);
  return comment;
}
