// Shows the compared revision in the list, which scrolls on its own.

const list = document.querySelector("[data-revision-list]");
const row = list?.querySelector(".revision--older") ?? list?.querySelector(".revision--newer");

if (list && row) {
  const hidden = row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  if (hidden > 0) list.scrollTop = hidden + list.clientHeight / 3;
}
