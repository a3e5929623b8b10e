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
    return (one >>> 0).toString(36) + (two >>> 0).toString(36);
  };
  const elementsIn = (within) => [document.body, ...document.querySelector(within).querySelectorAll("*")];

  /* What axe reads of an attribute: whether it has a value, what it refers to, or the value itself. */
  const OF_ONE_ELEMENT = /^(data-.*|id|name|value|action|formaction|href|src|srcset|content|datetime|title|alt|placeholder|aria-label|style|d|points)$/;
  const REFERENCES = /^(for|headers|list|form|aria-(activedescendant|controls|describedby|details|errormessage|flowto|labelledby|owns))$/;
  const attributeOf = (element, { name, value }) => {
    if (REFERENCES.test(name) || (name === "href" && value.startsWith("#")))
      return `${name}=${value.replace("#", "").split(/\s+/).map(targetOf)}`;
    if (OF_ONE_ELEMENT.test(name)) return `${name} ${Boolean(value.trim())}`;
    return name === "class" ? value.replace(/\d+/g, "") : `${name}=${value}`;
  };
  const targetOf = (id) => {
    const target = document.getElementById(id);
    return target ? `${target.tagName} ${target.checkVisibility()} ${Boolean(target.textContent.trim())}` : "none";
  };

  const LANDMARKS = "header, footer, nav, main, aside, search, :is(section, form):is([aria-label], [aria-labelledby], [title]), " +
    "[role=banner], [role=complementary], [role=contentinfo], [role=form], [role=main], [role=navigation], [role=region], [role=search]";
  const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]";
  const levelOf = (heading) => heading.getAttribute("aria-level") || heading.tagName;

  /* An element as axe's rules about structure see it: visible or not, part of a table or list, whether it scrolls,
     with or without text and labels; a heading after that of which level; and texts where rules compare them. */
  const ownForm = (element, lastHeading) => {
    const style = getComputedStyle(element);
    const isBox = /^(inline|block|flow-root|(inline-)?(block|flex|grid))$/.test(style.display);
    const isLarger = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    const parts = [
      element.tagName,
      element.checkVisibility(SHOWN),
      element.checkVisibility(),
      isBox ? "box" : style.display,
      isLarger && /auto|scroll/.test(style.overflow),
      ...[...element.attributes].map((attribute) => attributeOf(element, attribute)).sort(),
    ];
    if (element.matches(HEADINGS)) parts.push(lastHeading);
    if (element.matches(LANDMARKS)) parts.push(element.getAttribute("aria-label"));
    if (element.matches("[aria-label], :is(a, button):has(img)"))
      parts.push(element.textContent, element.getAttribute("aria-label"), ...[...element.querySelectorAll("img")].map(({ alt }) => alt));
    if (element.labels) parts.push(...[...element.labels].map((label) => label.checkVisibility() && Boolean(label.textContent.trim())));
    return parts;
  };

  /* The form of each element, with all in it and the kinds of elements around it: axe says the same of two elements
     with the same form. Those are left out that rules compare with others of the page: landmarks and access keys. */
  const formsIn = (within) => {
    const forms = new Map();
    let lastHeading = "";
    const visit = (element, around) => {
      const own = ownForm(element, lastHeading);
      if (element.matches(HEADINGS) && own[2]) lastHeading = levelOf(element);
      const name = element.matches(LANDMARKS) ? "landmark" : "";
      const inside = `${around}>${element.tagName} ${element.getAttribute("role")} ${element.ariaHidden} ${element.inert} ${name}`;
      let isRepeatable = !name && !element.accessKey;
      let size = 1;
      const children = [];
      // Options and shapes say nothing to axe, and are many.
      const isWhole = element.matches("select, svg");
      if (isWhole) children.push(Boolean(element.firstElementChild), Boolean(element.querySelector("title")));
      for (const node of isWhole ? [] : element.childNodes) {
        if (node.nodeType === 3 && node.data.trim()) children.push("text");
        if (node.nodeType !== 1) continue;
        const child = visit(node, inside);
        children.push(child.form);
        size += child.size;
        isRepeatable &&= child.isRepeatable;
      }
      const form = { form: hash(`${around}|${own.join()}|${children.join()}`), isRepeatable, size };
      forms.set(element, form);
      return form;
    };
    visit(document.querySelector(within), "");
    return forms;
  };

  /* What need not be looked at: elements of a form that passed, and those after the first of the same form. */
  const LEAST = 3;
  const repeatedIn = (root, forms, passed) => {
    const repeated = [];
    const seen = new Set();
    const visit = (element) => {
      // What a script has added meanwhile is looked at.
      if (!forms.has(element)) return;
      const { form, isRepeatable, size } = forms.get(element);
      if (isRepeatable && size >= LEAST) {
        if (passed.has(form) || seen.has(form)) {
          repeated.push(element);
          return;
        }
        seen.add(form);
      }
      if (!element.matches("select, svg")) for (const child of element.children) visit(child);
    };
    for (const child of root.children) visit(child);
    return repeated;
  };

  /* What can be pressed. It passes if it is large enough and nothing else that can be pressed lies over it. */
  const TARGETS = "a[href], area, button, summary, select, input:not([type=hidden]), textarea, [contenteditable], [tabindex]:not([tabindex='-1']), " +
    ["button", "checkbox", "combobox", "link", "listbox", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "searchbox"]
      .concat("scrollbar", "slider", "spinbutton", "switch", "tab", "textbox", "treeitem")
      .map((role) => `[role=${role}]`);
  const LEAST_TARGET = 24;
  const doubtfulTargets = (within, forms) => {
    const boxes = [...document.querySelector(within).querySelectorAll(TARGETS)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => width && height);
    const doubtful = new Map();
    for (const [element, box] of boxes) {
      const near = (other, by) =>
        other.left < box.right + by && other.right > box.left - by && other.top < box.bottom + by && other.bottom > box.top - by;
      // What contains it lies below it.
      const others = boxes.filter(([one, other]) => !one.contains(element) && near(other, LEAST_TARGET)).map(([, other]) => other);
      const isSmall = box.width < LEAST_TARGET || box.height < LEAST_TARGET;
      if (!isSmall && !others.some((other) => near(other, 0))) continue;
      // Where it is among the others, in whole pixels.
      const places = others.flatMap(({ left, top, width, height }) => [left - box.left, top - box.top, width, height]);
      doubtful.set(element, hash([forms.get(element).form, ...[box.width, box.height, ...places].map(Math.round)].join()));
    }
    return doubtful;
  };

  const isOpaque = (colour) => !colour.startsWith("rgba(") && !colour.includes("/");
  const isClear = (colour) => colour === "rgba(0, 0, 0, 0)";

  /* What hides or dims an element, and the backgrounds behind it, up to the first opaque one. Where something else
     than its ancestors may be behind it, also the page: it is positioned, or sticks out of that background. What
     scrolls shows only within its scroller. */
  const backgrounds = (element) => {
    const layers = [];
    let isBehind = true;
    let shown = element;
    let isInFlow = true;
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.opacity !== "1") layers.push(style.opacity);
      if (node.matches("[aria-hidden=true], :disabled, [aria-disabled=true]") || node.control?.disabled)
        layers.push("ignored");
      if (!isBehind) continue;
      for (const value of [style.backgroundImage, style.textDecorationLine, style.clipPath, style.filter])
        if (value !== "none") layers.push(value);
      if (!isClear(style.backgroundColor)) layers.push(style.backgroundColor);
      if (isInFlow && /auto|hidden|scroll/.test(style.overflow)) shown = node;
      isInFlow &&= !/absolute|fixed/.test(style.position);
      if (isOpaque(style.backgroundColor)) {
        isBehind = false;
        if (node !== document.body && !contains(node, shown)) layers.push(location.href);
      } else if (/absolute|fixed|sticky/.test(style.position)) layers.push(location.href);
    }
    return layers;
  };
  const contains = (outer, inner) => {
    const [a, b] = [outer.getBoundingClientRect(), inner.getBoundingClientRect()];
    return a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom;
  };

  /* For screen readers only: a box of one pixel, out of which nothing shows, or all of which is clipped. */
  const isForScreenReaders = (element) => {
    for (let node = element; node !== document.body; node = node.parentElement) {
      const { position, clipPath } = getComputedStyle(node);
      if (position === "absolute" && (node.offsetWidth <= 1 || clipPath === "inset(50%)")) return true;
    }
    return false;
  };

  /* Whether a link stands in a line of text: the box around it has other words. */
  const isInText = (link) => {
    let box = link.parentElement;
    while (box !== document.body && /^(inline|contents)$/.test(getComputedStyle(box).display)) box = box.parentElement;
    return /^inline/.test(getComputedStyle(link).display) && box.textContent.trim().length > link.textContent.trim().length;
  };

  /* What decides how axe judges the colours of an element's text. */
  const keyOf = (element) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const own = [style.color, style.textShadow, style.fontWeight, size >= (style.fontWeight >= 700 ? 18.66 : 24)];
    const link = element.closest("a, [role=link]");
    const block = link && isInText(link) && getComputedStyle(link.parentElement);
    if (!block) return hash([...own, ...backgrounds(element)].join());
    // A link in a paragraph must differ from the text around it.
    const around = [block.color, block.fontWeight, block.fontSize, block.textDecorationLine, style.fontSize];
    return hash([...own, ...around, style.borderBottom, ...backgrounds(element)].join());
  };

  const withText = (within) =>
    elementsIn(within).filter(
      (element) =>
        (element.matches(WITH_TEXT) || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) &&
        element.checkVisibility(SHOWN) &&
        !isForScreenReaders(element),
    );

  const describe = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`);
  const elementsOf = (list) => new Set(list.flatMap(({ nodes }) => nodes.map(({ element }) => element)));

  /* Runs the rules about structure. Gives what is wrong, and the forms that passed. */
  const runOnStructure = async (within, forms, passed, options) => {
    const root = document.querySelector(within);
    const exclude = repeatedIn(root, forms, passed);
    const { violations } = await axe.run(exclude.length ? { include: [root], exclude } : root, options);
    const failed = [...elementsOf(violations)];
    const passing = [...forms].filter(
      ([element, { isRepeatable, size }]) => isRepeatable && size >= LEAST && !failed.some((one) => element.contains(one)),
    );
    return { found: violations.flatMap(describe), passed: passing.map(([, { form }]) => form) };
  };

  /* Runs the rules about colours on text whose colours have not passed, and that about the size of targets on those
     that are small or too close. Leaves out text that axe does not judge: covered, disabled or a single letter. */
  const runOnColoursAndTargets = async (within, forms, passed, options) => {
    const texts = new Map();
    for (const element of withText(within)) {
      const key = keyOf(element);
      const name = [key, element.tagName, element.className, element.textContent.trim().length > 1].join();
      if (!passed.has(key) && !passed.has(hash(name))) texts.set(element, [key, hash(name)]);
    }
    const targets = new Map([...doubtfulTargets(within, forms)].filter(([, key]) => !passed.has(key)));
    const include = [...new Set([...texts.keys(), ...targets.keys()])];
    if (!include.length) return { found: [], passed: [] };
    const rules = ["color-contrast", "link-in-text-block", "target-size"];
    const { passes, violations } = await axe.run({ include }, { ...options, runOnly: rules });
    const judged = elementsOf(passes.filter(({ id }) => id === "color-contrast"));
    const failed = elementsOf(violations);
    const keys = [...texts].map(([element, [key, name]]) => [element, judged.has(element) ? key : name]);
    const passing = [...keys, ...targets].filter(([element]) => !failed.has(element)).map(([, key]) => key);
    return { found: violations.flatMap(describe), passed: passing };
  };

  /* Colours change at once: those of links and buttons otherwise take a moment. */
  const stopTransitions = () => {
    const style = document.createElement("style");
    style.textContent = "* { transition: none !important }";
    document.head.append(style);
  };

  const prepare = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    stopTransitions();
  };

  /* Runs axe on what shows in a theme of the reader's settings, or none, without what passed already, as joined names.
     Gives what is wrong, the names of what passed, and the page's form: in the same form the rules about structure
     need not run again. */
  const check = async (within, theme, passedNames, pageForms, options) => {
    prepare(theme);
    const passed = new Set(passedNames.split(" "));
    const forms = formsIn(within);
    const { form } = forms.get(document.querySelector(within));
    const colours = await runOnColoursAndTargets(within, forms, passed, options.colours);
    const structure = pageForms.includes(form) ? { found: [], passed: [] } : await runOnStructure(within, forms, passed, options.structure);
    const names = new Set([...colours.passed, ...structure.passed]);
    return { found: [...colours.found, ...structure.found], passed: [...names.difference(passed)].join(" "), form };
  };

  /* Runs all rules on all that shows. */
  const checkAll = async (within, theme, options) => {
    prepare(theme);
    const { violations } = await axe.run(document.querySelector(within), options);
    return violations.flatMap(describe);
  };

  return { check, checkAll };
})();
