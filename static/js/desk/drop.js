// What opens below a button closes again with Escape, and with a click or the focus outside of it.

/** @param {HTMLElement} details */
export function startDrop(details) {
  if (!(details instanceof HTMLDetailsElement)) return;
  const close = () => {
    details.open = false;
  };
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.preventDefault();
    close();
    details.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && document.contains(event.target) && !details.contains(event.target)) close();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof Node && !details.contains(event.target)) close();
  });
}
