// Other orders, other pages and the rest of a thread come in place of what is there. The address of
// the page stays as it is; where nothing comes, the link leads on as ever.
import { fetchTalk } from "./fetching.js";
import { focusOn, ofComments, say } from "./words.js";

/** `shown` is called with each part that came, and its address where it is all there is; `within` is where the links are. */
export function startParts(within, shown) {
  within.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const part = event.target.closest("a[data-part]");
    const rest = event.target.closest("a[data-rest]");
    if (!part && !rest) return;
    event.preventDefault();
    const bringIn = part ? showPart(part) : showRest(rest);
    bringIn.then((talk) => shown(talk, part?.href)).catch(() => location.assign((part ?? rest).href));
  });
}

async function showPart(link) {
  const former = link.closest("[data-talk]");
  const isOrder = Boolean(link.closest(".sort-links"));
  const talk = await fetchTalk(link.href);
  former.replaceWith(talk);
  const where = talk.querySelector(isOrder ? ".sort-links [aria-current]" : ".pagination span");
  if (isOrder) where?.focus();
  else focusOn(talk.querySelector(".comment") ?? talk);
  tell(talk, where);
  return talk;
}

function tell(talk, where) {
  const said = [ofComments().dataset.loaded, where?.textContent.trim()].filter(Boolean);
  say(talk.closest("[data-passage-panel]") ?? document.getElementById("comments"), said.join(" "));
}

/** The whole thread takes the place of its beginning. */
async function showRest(link) {
  const end = link.closest(".more-replies");
  const talk = await fetchTalk(link.href);
  const first = talk.querySelector(".comment");
  first?.classList.remove("current");
  const former = [];
  for (let each = end.previousElementSibling; each; each = each.previousElementSibling) {
    former.push(each);
    if (each.dataset.number === first?.dataset.number) break;
  }
  const known = new Set(former.map((comment) => comment.dataset.number));
  const list = end.closest("[data-talk]");
  for (const comment of former) comment.remove();
  end.replaceWith(talk);
  const fresh = [...talk.querySelectorAll(".comment")].find((each) => !known.has(each.dataset.number));
  focusOn(fresh ?? talk);
  tell(list, talk.querySelector(".pagination span"));
  return talk;
}
