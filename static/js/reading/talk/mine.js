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

/** `address` is that of the page to which posting led. */
export function remember(address) {
  const url = new URL(address);
  const token = url.searchParams.get("mine");
  if (token) store({ ...kept(), [url.pathname]: token });
}

const addressOf = (path, answer) => `${path}${answer}${answer ? "&" : "?"}mine=${encodeURIComponent(kept()[path])}`;

/** Marks a guest's own comments in a list, with the way to change them. */
export function markMine(list, place, answer) {
  for (const comment of list.querySelectorAll("[data-number]")) {
    const path = `${place}${comment.dataset.number}/`;
    const actions = comment.querySelector(":scope > .actions");
    if (!kept()[path] || !actions || actions.querySelector("[data-mine]")) continue;
    comment.classList.add("mine");
    const link = document.createElement("a");
    link.dataset.mine = "";
    link.rel = "nofollow";
    link.href = addressOf(path, answer);
    link.textContent = ofComments().dataset.mine;
    actions.append(link);
  }
}

/** A guest's own that are in no list, because they wait to be looked at: their pages, the newest. */
export async function waitingOf(place, answer, shown) {
  const numberOf = (path) => /^(\d+)\/$/.exec(path.startsWith(place) ? path.slice(place.length) : "")?.[1];
  const paths = Object.keys(kept()).filter((path) => numberOf(path) && !shown.has(numberOf(path)));
  const pages = await Promise.all(
    paths.slice(-WAITING_SHOWN).map(async (path) => {
      const { answer: got, page } = await fetchPage(addressOf(path, answer));
      if (got.status === 404 || got.status === 410) forget(path);
      return got.ok ? { number: numberOf(path), page } : null;
    }),
  );
  return pages.filter((found) => found?.page.querySelector(".standing[data-state=held]"));
}

function forget(path) {
  const mine = kept();
  delete mine[path];
  store(mine);
}

/** What waits, with what is said of it, from its own page; before the list. */
export function showWaiting(list, number, page, place, answer) {
  const comment = page.getElementById(`c${number}`);
  if (!comment || list.querySelector(`#c${number}`)) return null;
  let section = list.querySelector(".waiting");
  if (!section) {
    section = piece(ofComments(), "[data-waiting]");
    list.prepend(section);
  }
  const said = page.querySelector(".standing");
  if (said) {
    said.classList.replace("standing", "facts");
    section.append(document.adoptNode(said));
  }
  comment.classList.remove("here");
  section.append(document.adoptNode(comment));
  markMine(section, place, answer);
  return comment;
}
