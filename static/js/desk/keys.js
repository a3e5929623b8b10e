// The keys of the editor's commands. serial/desk/editor/toolbar.py names them to authors.
import { isShortcutWithShift } from "../modifier_keys.js";

/** @type {Record<string, string>} */
const COMMANDS = { b: "bold", i: "italic", k: "link", Enter: "scene-break", e: "preview", f: "find", h: "find" };

/** @type {Record<string, string>} */
const COMMANDS_WITH_SHIFT = {
  Enter: "full-screen",
  f: "spoiler",
  g: "picture",
  h: "chat",
  l: "letter",
  x: "box",
};

// By the place of the key: with Shift, it is another sign on each keyboard.
/** @type {Record<string, string>} */
const COMMANDS_BY_CODE = { Digit6: "footnote", Digit9: "quote", Comma: "note-before", Period: "note-after" };

/** @typedef {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">} Key */

/**
 * The name of the command for a key, or "".
 * @param {Key} event
 */
export function commandFor(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Tab leaves the editor, as it leaves any field. Ctrl+M inserts a tab, on every keyboard.
  if (event.ctrlKey && key === "m" && !event.altKey && !event.shiftKey) return "tab";
  if (event.key === "F10" && event.altKey && !event.ctrlKey && !event.metaKey) return "toolbar";
  if (!isShortcutWithShift(event)) return "";
  if (!event.shiftKey) return COMMANDS[key] ?? "";
  return COMMANDS_WITH_SHIFT[key] ?? COMMANDS_BY_CODE[event.code] ?? "";
}
