// Elements and attributes that the templates provide, with their types.

/**
 * The first element that matches; throws if there is none of this type.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [type]
 * @returns {T}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (element instanceof (type ?? HTMLElement)) return /** @type {T} */ (element);
  throw new Error(`no ${type?.name ?? "element"} matches ${selector}`);
}

/**
 * The element that matches at or around the target of an event, or null.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @param {new () => T} [type]
 * @returns {T | null}
 */
export function closest({ target }, selector, type) {
  const element = target instanceof Element ? target.closest(selector) : null;
  return element instanceof (type ?? HTMLElement) ? /** @type {T} */ (element) : null;
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/**
 * The field of a form with this name, or null.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export const fieldOf = (form, name) => /** @type {TextField | null} */ (form.elements.namedItem(name));

/**
 * The value of a data attribute; throws if the element has none.
 * @param {HTMLElement} element
 * @param {string} key as in `dataset`
 */
export function dataOf(element, key) {
  const value = element.dataset[key];
  if (value === undefined) throw new Error(`the element has no data attribute ${key}`);
  return value;
}

/**
 * The closest element that matches at or around another; throws if there is none.
 * @param {Element} element
 * @param {string} selector
 */
export function findAround(element, selector) {
  const found = element.closest(selector);
  if (!found) throw new Error(`no element around matches ${selector}`);
  return found;
}
