// What a page shows anew when a comment was posted from it.
import { fetchPage } from "./fetching.js";

const MARKS = "[data-body] a.comment-marker:not(.add)";
const nameOf = (mark) => `${mark.dataset.mark} ${mark.className}`;

/** The count above the comments and the marks beside paragraphs, as the server has them now. */
export async function refreshCounts() {
  const { page } = await fetchPage(location.pathname + location.search).catch(() => ({}));
  const heading = page?.getElementById("comments-heading");
  if (!heading) return;
  document.getElementById("comments-heading").textContent = heading.textContent;
  const former = new Map([...document.querySelectorAll(MARKS)].map((mark) => [nameOf(mark), mark]));
  for (const mark of page.querySelectorAll(MARKS)) {
    const known = former.get(nameOf(mark));
    former.delete(nameOf(mark));
    if (!known) add(mark);
    else if (known.textContent !== mark.textContent) {
      known.textContent = mark.textContent;
      known.ariaLabel = mark.ariaLabel;
    }
  }
  for (const mark of former.values()) mark.remove();
}

/** In its paragraph; or beside a block that cannot hold one, in a paragraph of its own. */
function add(mark) {
  const holder = mark.parentElement;
  const here = document.getElementById(holder.id);
  if (here) {
    here.querySelector(":scope > .comment-marker.add")?.remove();
    return here.append(document.adoptNode(mark));
  }
  document.getElementById(holder.previousElementSibling?.id)?.after(document.adoptNode(holder));
}
