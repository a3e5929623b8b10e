// The chapters on a story's page: selecting several, and the menu of a row.
import { closest, dataOf, find } from "../elements.js";

const BOX = "tbody input[type=checkbox]";

for (const list of document.querySelectorAll("[data-chapter-list]")) {
  if (list instanceof HTMLElement) start(list);
}

/** @param {HTMLElement} list */
function start(list) {
  /** @type {HTMLInputElement | null} */
  let last = null;
  for (const label of list.querySelectorAll("[data-select-all]")) label.removeAttribute("hidden");
  list.addEventListener("click", (event) => {
    const box = closest(event, BOX, HTMLInputElement);
    if (box) {
      if (event.shiftKey && last) selectBetween(list, last, box);
      last = box;
      return;
    }
    const link = closest(event, "[data-row-menu]", HTMLAnchorElement);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggleMenu(link);
  });
  list.addEventListener("change", (event) => {
    const all = closest(event, "[data-select-all] input", HTMLInputElement);
    if (all) for (const box of boxesOf(all.closest("table") ?? list)) box.checked = all.checked;
    showCount(list);
  });
  // After the fields have their first values again.
  list.addEventListener("reset", () => setTimeout(() => showCount(list)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(true);
  });
  document.addEventListener("click", (event) => {
    if (!closest(event, ".more")) closeMenus(false);
  });
  showCount(list);
}

/**
 * @param {ParentNode} root
 * @returns {HTMLInputElement[]}
 */
function boxesOf(root) {
  return [...root.querySelectorAll(BOX)].filter((box) => box instanceof HTMLInputElement);
}

/**
 * Gives all boxes from one to another the state of the latter.
 * @param {HTMLElement} list
 * @param {HTMLInputElement} first
 * @param {HTMLInputElement} last
 */
function selectBetween(list, first, last) {
  const boxes = boxesOf(list);
  const [from, to] = [boxes.indexOf(first), boxes.indexOf(last)].toSorted((a, b) => a - b);
  for (const box of boxes.slice(from, to + 1)) box.checked = last.checked;
}

/** @param {HTMLElement} list */
function showCount(list) {
  const status = list.querySelector("[data-selection-bar] [data-text]");
  const count = boxesOf(list).filter((box) => box.checked).length;
  if (status instanceof HTMLElement && count) {
    status.textContent = dataOf(status, "text").replace("{count}", String(count));
  }
}

/**
 * Shows the menu of a row, which is on the page that the link leads to.
 * @param {HTMLAnchorElement} link
 */
async function toggleMenu(link) {
  const wasOpen = link.getAttribute("aria-expanded") === "true";
  closeMenus(false);
  if (wasOpen) return;
  // Until the menu is there, or another one is opened, or it is closed.
  link.ariaBusy = "true";
  try {
    const response = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!link.ariaBusy) return;
    const menu = document.importNode(find(page, "[data-chapter-menu]"), true);
    closeMenus(false);
    link.after(menu);
    link.setAttribute("aria-expanded", "true");
    find(menu, "a, button").focus();
    menu.scrollIntoView({ block: "nearest" });
  } catch {
    // Signed out, or offline: the browser says it.
    if (link.ariaBusy) location.assign(link.href);
  }
}

/** @param {boolean} returnsFocus to the link of the menu */
function closeMenus(returnsFocus) {
  for (const link of document.querySelectorAll("[data-row-menu][aria-busy]")) link.removeAttribute("aria-busy");
  for (const menu of document.querySelectorAll(".more [data-chapter-menu]")) {
    const link = menu.previousElementSibling;
    if (link instanceof HTMLElement) {
      link.setAttribute("aria-expanded", "false");
      if (returnsFocus) link.focus();
    }
    menu.remove();
  }
}
