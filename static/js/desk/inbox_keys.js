// The keys of the inbox: they move the focus between the comments and press the buttons of the one in focus.
// After a button, the page loads again: the script then says what happened and takes the next comment.
import { closest, dataOf, find } from "../elements.js";
import { isInField, isKeysOff, keyOf, showHelp, startSwitch } from "../single_keys.js";

/** @type {Record<string, string>} */
const ACTIONS = { t: "like", d: "done", a: "approve", x: "reject", h: "hide", o: "hold" };
const STORED = "serial.inbox-next";

/** @param {HTMLElement} inbox */
export function startInboxKeys(inbox) {
  startSwitch(inbox);
  find(inbox, "[data-show-keys]").hidden = false;
  for (const row of rowsOf(inbox)) row.tabIndex = -1;
  document.addEventListener("keydown", (event) => {
    if (isKeysOff(inbox)) return;
    if (event.key === "Escape" && !event.isComposing) return leaveReply(event);
    // Who opened the form of a reply types, although the focus may not be in the field yet.
    if (closest(event, "details.reply[open]")) return;
    const key = keyOf(event);
    if (key && act(inbox, key)) event.preventDefault();
  });
  goOn(inbox);
}

/** @param {HTMLElement} inbox */
const rowsOf = (inbox) => /** @type {HTMLElement[]} */ ([...inbox.querySelectorAll("article.comment")]);

/** @param {HTMLElement} inbox */
const rowInFocus = (inbox) => rowsOf(inbox).find((row) => row.contains(document.activeElement));

/**
 * Does what a key does; returns whether it does anything.
 * @param {HTMLElement} inbox
 * @param {string} key
 */
function act(inbox, key) {
  if (key === "?") return showHelp(inbox);
  if (key === "j" || key === "k") return step(inbox, key === "j" ? 1 : -1);
  if (key === "u") return press(inbox, inbox.querySelector("[data-undo]"), [rowInFocus(inbox)]);
  if (key === "r") return openReply(inbox);
  return key in ACTIONS && pressAction(inbox, key);
}

/**
 * @param {HTMLElement} inbox
 * @param {number} by
 */
function step(inbox, by) {
  const rows = rowsOf(inbox);
  const row = rowInFocus(inbox);
  const next = row ? rows[rows.indexOf(row) + by] : rows[0];
  if (next) next.focus();
  else say(inbox, "end");
  return true;
}

/** @param {HTMLElement} inbox */
function openReply(inbox) {
  const details = rowInFocus(inbox)?.querySelector("details.reply");
  if (!(details instanceof HTMLDetailsElement)) return sayNothingToDo(inbox);
  details.open = true;
  find(details, "textarea").focus();
  return true;
}

/** @param {KeyboardEvent} event */
function leaveReply({ target }) {
  const reply = target instanceof HTMLTextAreaElement ? target.closest("details.reply") : null;
  const row = reply?.closest("article");
  if (row instanceof HTMLElement) row.focus();
}

/**
 * @param {HTMLElement} inbox
 * @param {string} key
 */
function pressAction(inbox, key) {
  const rows = rowsOf(inbox);
  const row = rowInFocus(inbox);
  const index = row ? rows.indexOf(row) : -1;
  const others = [rows[index + 1], rows[index - 1]];
  // An approved comment may get a reply next; it is still here unless the list shows only held ones.
  const next = key === "a" ? [row, ...others] : others;
  return press(inbox, row?.querySelector(`button[name=action][value=${ACTIONS[key]}]`), next);
}

/**
 * @param {HTMLElement} inbox
 * @param {Element | null | undefined} button
 * @param {(HTMLElement | undefined)[]} next the comments of which the first that is still here gets the focus
 */
function press(inbox, button, next) {
  if (!(button instanceof HTMLButtonElement)) return sayNothingToDo(inbox);
  const names = next.flatMap((row) => (row ? [row.getAttribute("aria-labelledby")] : []));
  try {
    sessionStorage.setItem(STORED, JSON.stringify(names));
  } catch {
    // Storage may be blocked: the page then begins at its top.
  }
  button.click();
  return true;
}

/**
 * After a key pressed a button: says what happened, and takes the next comment.
 * @param {HTMLElement} inbox
 */
function goOn(inbox) {
  const names = takeStored();
  if (!names) return;
  const rows = names.flatMap((name) => rowsOf(inbox).find((row) => row.getAttribute("aria-labelledby") === name) ?? []);
  // The script may come when the author types already.
  if (!isInField(document.activeElement)) (rows[0] ?? rowsOf(inbox)[0])?.focus();
  const told = document.querySelector(".messages, [data-last-action]")?.textContent?.trim() ?? "";
  // A text that is in a live region from the start is not read out.
  setTimeout(() => (statusOf(inbox).textContent = told), 100);
}

/** @returns {string[] | null} */
function takeStored() {
  try {
    const stored = sessionStorage.getItem(STORED);
    sessionStorage.removeItem(STORED);
    return stored === null ? null : JSON.parse(stored);
  } catch {
    return null;
  }
}

/** @param {HTMLElement} inbox */
const statusOf = (inbox) => find(inbox, "[data-keys-status]");

/** @param {HTMLElement} inbox */
function sayNothingToDo(inbox) {
  say(inbox, rowInFocus(inbox) ? "unavailable" : "choose");
  return true;
}

/**
 * @param {HTMLElement} inbox
 * @param {"end" | "unavailable" | "choose"} name of the text in the page
 */
function say(inbox, name) {
  const status = statusOf(inbox);
  status.textContent = dataOf(status, name);
}
