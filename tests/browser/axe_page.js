/* What tests/browser/axe.py asks a page, beside axe itself. */

window.axePage = (() => {
  const SHOWN = { visibilityProperty: true, opacityProperty: true };
  const WITH_TEXT = "input, textarea, select, button";

  const hash = (text) => {
    let one = 7, two = 11;
    for (let i = 0; i < text.length; i++) {
      one = Math.imul(one ^ text.charCodeAt(i), 2654435761);
      two = Math.imul(two ^ text.charCodeAt(i), 1597334677);
    }
    return `${one >>> 0}-${two >>> 0}`;
  };
  const elementsIn = (within) => [document.body, ...document.querySelector(within).querySelectorAll("*")];

  /* For each element what it is to axe: whether it is visible, part of a table or list, and whether it scrolls. */
  const structure = (within) => {
    const found = [];
    for (const [index, element] of elementsIn(within).entries()) {
      const style = getComputedStyle(element);
      if (!element.checkVisibility(SHOWN)) {
        found.push(`${index} is hidden`);
        continue;
      }
      const isBox = /^(inline|block|flow-root|(inline-)?(block|flex|grid))$/.test(style.display);
      found.push(`${index} ${element.tagName} ${isBox ? "box" : style.display}`);
      const isLarger = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
      if (/auto|scroll/.test(style.overflow) && isLarger) found.push(`${index} scrolls`);
    }
    return found;
  };

  const isOpaque = (colour) => !colour.startsWith("rgba(") && !colour.includes("/");
  const isClear = (colour) => colour === "rgba(0, 0, 0, 0)";

  /* What hides or dims an element, and the backgrounds behind it, up to the first opaque one. Where something else
     than its ancestors may be behind it, also the page: it is positioned, or sticks out of that background. */
  const backgrounds = (element) => {
    const layers = [];
    let isBehind = true;
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.opacity !== "1") layers.push(style.opacity);
      if (node.matches("[aria-hidden=true], :disabled, [aria-disabled=true]") || node.control?.disabled)
        layers.push("ignored");
      if (!isBehind) continue;
      for (const value of [style.backgroundImage, style.textDecorationLine, style.clipPath, style.filter])
        if (value !== "none") layers.push(value);
      if (!isClear(style.backgroundColor)) layers.push(style.backgroundColor);
      if (isOpaque(style.backgroundColor)) {
        isBehind = false;
        if (node !== document.body && !contains(node, element)) layers.push(location.href);
      } else if (/absolute|fixed|sticky/.test(style.position)) layers.push(location.href);
    }
    return layers;
  };
  const contains = (outer, inner) => {
    const [a, b] = [outer.getBoundingClientRect(), inner.getBoundingClientRect()];
    return a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom;
  };

  /* For screen readers only: a box of one pixel, out of which nothing shows. */
  const isForScreenReaders = (element) => {
    for (let node = element; node !== document.body; node = node.parentElement)
      if (node.offsetWidth <= 1 && getComputedStyle(node).position === "absolute") return true;
    return false;
  };

  /* What decides how axe judges the colours of an element's text. */
  const keyOf = (element) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const own = [style.color, style.textShadow, style.fontWeight, size >= (style.fontWeight >= 700 ? 18.66 : 24)];
    const link = element.closest("a, [role=link]");
    if (!link) return hash([...own, ...backgrounds(element)].join());
    // A link in a paragraph must differ from the text around it.
    const block = getComputedStyle(link.parentElement);
    const around = [block.color, block.fontWeight, block.fontSize, block.textDecorationLine, style.fontSize];
    const isAmongText = [...link.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return hash([...own, ...around, isAmongText, style.borderBottom, ...backgrounds(element)].join());
  };

  const withText = (within) =>
    elementsIn(within).filter(
      (element) =>
        (element.matches(WITH_TEXT) || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) &&
        element.checkVisibility(SHOWN) &&
        !isForScreenReaders(element),
    );
  const colours = (within) => [...new Set(withText(within).map(keyOf))];

  /* Shows a theme of the reader's settings, or none. Gives what it shows. */
  const show = (within, theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    return [structure(within), colours(within)];
  };

  const describe = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`);

  const run = async (within, options) => (await axe.run(within, options)).violations.flatMap(describe);

  /* Runs the rules about colours on the elements with these keys, without those in `skipped`. Gives what is wrong,
     the keys of text that passed, and text that axe does not judge: covered, disabled or a single letter. */
  const runOnColours = async (within, keys, skipped, options) => {
    const keyed = new Map();
    for (const element of withText(within)) {
      const key = keyOf(element);
      const name = [key, element.tagName, element.className, element.textContent.trim().length > 1].join();
      if (keys.includes(key) && !skipped.includes(name)) keyed.set(element, [key, name]);
    }
    if (!keyed.size) return { found: [], passed: [], unjudged: [] };
    const results = await axe.run({ include: [...keyed.keys()] }, { ...options, runOnly: ["color-contrast", "link-in-text-block"] });
    const elementsOf = (list) => new Set(list.flatMap(({ nodes }) => nodes.map(({ element }) => element)));
    const passed = elementsOf(results.passes.filter(({ id }) => id === "color-contrast"));
    const failed = elementsOf(results.violations);
    const passedKeys = new Set(), unjudged = new Set();
    for (const [element, [key, name]] of keyed) {
      if (failed.has(element)) continue;
      if (passed.has(element)) passedKeys.add(key);
      else unjudged.add(name);
    }
    return { found: results.violations.flatMap(describe), passed: [...passedKeys], unjudged: [...unjudged] };
  };

  return { show, run, runOnColours };
})();
