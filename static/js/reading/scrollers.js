// Wide tables and preformatted text scroll sideways. They have to be focusable for the arrow keys;
// not every browser makes them so, and one that fits needs no stop of the Tab key.

export const start = () => makeScrollersFocusable(document);

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});

/** @param {ParentNode} root */
export function makeScrollersFocusable(root) {
  for (const scroller of root.querySelectorAll(".text :is(table, pre)")) observer.observe(scroller);
}
