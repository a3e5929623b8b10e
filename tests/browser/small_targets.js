// Returns what is smaller than a finger on the page: links, buttons, fields and folds under 40 px.
// Links within a sentence are as high as its line, as WCAG 2.5.8 allows; so are those in the words of
// a story.
(() => {
  const LEAST = 40;
  const targets = document.querySelectorAll("a[href], button, summary, select, input, textarea, [role=button]");
  return [...targets].filter(isSmall).map(describe);

  /** @param {Element} element */
  function isSmall(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    if (element.closest(".visually-hidden, .skip-link, .text, [aria-hidden=true], [data-body]")) return false;
    if (element.matches("a") && isInSentence(element)) return false;
    // The label of a box or a button is its target, too.
    const label = element.matches("[type=checkbox], [type=radio]") ? element.labels?.[0] : null;
    const height = Math.max(heightOf(element), label ? heightOf(label) : 0);
    return height > 0 && height < LEAST - 0.5;
  }

  /** @param {Element} element */
  function heightOf(element) {
    const before = Number.parseFloat(getComputedStyle(element, "::after").height) || 0;
    return Math.max(element.getBoundingClientRect().height, before);
  }

  /** @param {Element} link */
  function isInSentence(link) {
    if (getComputedStyle(link).display !== "inline") return false;
    const block = link.closest("p, li, dd, td, th, h1, h2, h3, legend, label, blockquote, div");
    const links = [...(block?.querySelectorAll("a, button, .visually-hidden") ?? [])];
    const words = links.reduce((text, one) => text.replace(one.textContent ?? "", ""), block?.textContent ?? "");
    return /\p{L}{2}/u.test(words);
  }

  /** @param {Element} element */
  function describe(element) {
    const name = `${element.tagName.toLowerCase()}.${element.className}`;
    const words = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
    return `${name} “${words.slice(0, 40)}” ${Math.round(heightOf(element))} px`;
  }
})();
