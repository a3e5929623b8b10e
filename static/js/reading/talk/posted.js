// What a page shows anew when a comment was posted from it.
import { fetchPage } from "./fetching.js";

/** The count above the comments and the marks beside paragraphs, as the server has them now. */
export async function refreshCounts() {
  const { page } = await fetchPage(location.pathname + location.search).catch(() => ({}));
  const heading = page?.getElementById("comments-heading");
  if (!heading) return;
  document.getElementById("comments-heading").textContent = heading.textContent;
  for (const mark of document.querySelectorAll("[data-body] a.mark:not(.fresh)")) mark.remove();
  for (const mark of page.querySelectorAll("[data-body] a.mark")) {
    const { id } = mark.parentElement;
    const here = id && document.getElementById(id);
    if (here) here.append(document.adoptNode(mark));
  }
}
