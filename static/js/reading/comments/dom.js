// Elements and texts that the templates provide for scripts, and what is done with elements.
export const formStrings = () => document.querySelector("[data-form-strings]");
export const commentStrings = () => document.querySelector("[data-comment-strings]");

/** A copy of an element in a <template>. */
export const cloneFrom = (template, selector) => template.content.querySelector(selector).cloneNode(true);

export function hiddenInput(name, value) {
  const input = document.createElement("input");
  return Object.assign(input, { type: "hidden", name, value });
}

/** Shows a text in the live region of `container`, so that screen readers announce it. */
export function announce(container, text) {
  const status = container.querySelector(":scope > [data-status]") ?? container.querySelector("[data-status]");
  if (status) status.textContent = text;
}

/** Focuses an element that is not focusable by itself, and scrolls to it. */
export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const isMotionReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: isMotionReduced ? "instant" : "smooth" });
}
