/* Tabs and filters that scroll sideways: shows the current one, which may stand beyond the edge. */

for (const list of document.querySelectorAll("[data-shows-current]")) {
  const current = list.querySelector("[aria-current]");
  if (!current) continue;
  const item = current.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (item.left >= frame.left && item.right <= frame.right) continue;
  // From the middle of the list to that of the item: the same in both directions of writing.
  list.scrollLeft += item.left + item.width / 2 - frame.left - frame.width / 2;
}
