// "More" opens a menu with what the reader may do with a comment. Without scripts it is a link to the
// comment's own page, which has the same actions: the menu takes them from there.
import { closest, find, findAround } from "../../elements.js";
import { opensNewTab } from "../../modifier_keys.js";
import { announce, cloneFrom, commentStrings } from "./dom.js";
import { fetchPage, post } from "./requests.js";

/**
 * @param {HTMLElement} container
 * @param {() => unknown} onChanged called after an action
 */
export function startMenus(container, onChanged) {
  container.addEventListener("click", (event) => {
    const link = closest(event, "a[data-more]", HTMLAnchorElement);
    if (!link || opensNewTab(event)) return;
    event.preventDefault();
    open(link).catch(() => {
      // The browser may restore this page as it is now.
      link.ariaBusy = null;
      if (link.isConnected) location.assign(link.href);
    });
  });
  container.addEventListener("submit", async (event) => {
    const form = closest(event, "form[data-comment-menu]", HTMLFormElement);
    const button = event.submitter;
    if (!form || !(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const comment = findAround(form, ".comment");
    try {
      const fields = Object.fromEntries(/** @type {any} */ (new FormData(form)));
      await post(urlOf(form), { ...fields, action: button.value });
      await onChanged();
      announce(find(document, "#comments"), button.textContent.trim());
    } catch {
      location.assign(find(comment, ".permalink", HTMLAnchorElement).href);
    }
  });
}

/**
 * Replaces the link by a menu, and opens it unless the reader went elsewhere meanwhile.
 * @param {HTMLAnchorElement} link
 */
async function open(link) {
  if (link.ariaBusy) return;
  link.ariaBusy = "true";
  const permalink = find(findAround(link, ".comment"), ".permalink", HTMLAnchorElement);
  const { response, page } = await fetchPage(link.href);
  if (!link.isConnected) return;
  if (!response.ok) throw new Error(`${link.href} responded with ${response.status}`);
  const menu = cloneFrom(commentStrings(), "[data-menu]", HTMLDetailsElement);
  const summary = find(menu, "summary");
  summary.append(...link.childNodes);
  const list = find(menu, "ul");
  find(list, "a", HTMLAnchorElement).href = permalink.href;
  const edit = page.querySelector("a[data-edit]");
  if (edit instanceof HTMLAnchorElement) addLink(list, edit);
  const actions = page.querySelector("form.comment-actions");
  if (actions instanceof HTMLFormElement) addActions(list, actions);
  const report = page.querySelector("a[data-report]");
  if (report instanceof HTMLAnchorElement) addLink(list, report);
  const isAwaited = document.activeElement === link || document.activeElement === document.body;
  link.replaceWith(menu);
  if (!isAwaited) return;
  menu.open = true;
  summary.focus();
}

/**
 * @param {HTMLElement} list
 * @param {HTMLAnchorElement} link of the comment's page
 */
function addLink(list, link) {
  link.removeAttribute("class");
  const item = document.createElement("li");
  item.append(document.adoptNode(link));
  list.append(item);
}

/**
 * Likes have a button of their own beside the menu.
 * @param {HTMLElement} list
 * @param {HTMLFormElement} actions of the comment's page
 */
function addActions(list, actions) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = urlOf(actions);
  form.dataset.commentMenu = "";
  // The token, and which revision of the comment the page shows.
  for (const input of actions.querySelectorAll("input")) form.append(document.adoptNode(input));
  for (const button of actions.querySelectorAll("button:not([value=like], [value=unlike])")) {
    button.removeAttribute("class");
    form.append(document.adoptNode(button));
  }
  const item = document.createElement("li");
  item.append(form);
  list.append(item);
}

/**
 * The `action` of these forms is their buttons: they have that name.
 * @param {HTMLFormElement} form
 */
const urlOf = (form) => form.getAttribute("action") ?? "";
