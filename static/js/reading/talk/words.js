// The words and elements that the page's templates hold for scripts.
export const ofForms = () => document.querySelector("[data-for-forms]");
export const ofComments = () => document.querySelector("[data-for-comments]");

/** A new element, as it stands in a template. */
export const piece = (template, selector) => template.content.querySelector(selector).cloneNode(true);

/** Says something where a screen reader hears it; `within` is the form or list that it is of. */
export function say(within, text) {
  const place = within.querySelector(":scope > [data-said]") ?? within.querySelector("[data-said]");
  if (place) place.textContent = text;
}

/** Puts the keyboard on something that takes none by itself. */
export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: still ? "instant" : "smooth" });
}
