// The editor of one text: toolbar, keyboard shortcuts, preview, and pictures dropped on it.
import { closest, dataOf, fieldOf, find } from "../elements.js";
import { isShortcutWithShift } from "../modifier_keys.js";
import { startChecks } from "./checks.js";
import { toggleFullScreen } from "./full_screen.js";
import { startPreview } from "./preview.js";
import { insertSceneBreak, replaceRange, toggleMarkup } from "./text_editing.js";
import { startUploading } from "./uploading.js";

/** @param {HTMLElement} root */
export function startEditor(root) {
  const area = find(root, "textarea", HTMLTextAreaElement);
  const pane = find(root, "[data-preview]");
  const showChecks = startChecks(root, area, () => area.getClientRects().length || togglePreview(root, preview));
  const preview = startPreview(area, pane, () => previewUrl(root, area), showChecks);
  const choosePicture = startUploading(root, area);
  /** @type {Record<string, () => void>} */
  const commands = {
    bold: () => toggleMarkup(area, "**"),
    italic: () => toggleMarkup(area, "*"),
    "scene-break": () => insertSceneBreak(area),
    picture: choosePicture,
    find: () => area.dispatchEvent(new Event("serial:find", { bubbles: true })),
    preview: () => togglePreview(root, preview),
    "full-screen": () => toggleFullScreen(),
    tab: () => replaceRange(area, area.selectionStart, area.selectionEnd, "\t"),
  };
  find(root, "[data-toolbar]").hidden = false;
  root.addEventListener("click", (event) => {
    const button = closest(event, "[data-command]");
    if (button) commands[dataOf(button, "command")]?.();
  });
  root.addEventListener("keydown", (event) => {
    const command = commandFor(event);
    if (!command || event.defaultPrevented) return;
    event.preventDefault();
    commands[command]?.();
  });
  root.classList.toggle("shows-preview", matchMedia("(min-width: 64rem)").matches);
  updatePreviewButton(root);
  preview.renderNow();
}

/** @type {Record<string, string>} */
const COMMANDS_BY_KEY = { b: "bold", i: "italic", Enter: "scene-break", e: "preview", f: "find", h: "find" };

/**
 * The name of the command for a key, or "".
 * @param {KeyboardEvent} event
 */
function commandFor(event) {
  // Tab leaves the editor, as it leaves any field. Ctrl+M inserts a tab, on every keyboard.
  if (event.ctrlKey && event.key.toLowerCase() === "m" && !event.altKey) return "tab";
  if (!isShortcutWithShift(event)) return "";
  if (event.shiftKey) return event.key === "Enter" ? "full-screen" : "";
  return COMMANDS_BY_KEY[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? "";
}

/**
 * @param {HTMLElement} root
 * @param {{renderNow: () => void}} preview
 */
function togglePreview(root, preview) {
  root.classList.toggle("shows-preview");
  updatePreviewButton(root);
  preview.renderNow();
}

/** @param {HTMLElement} root */
function updatePreviewButton(root) {
  const isOn = root.classList.contains("shows-preview");
  find(root, "[data-command=preview]").setAttribute("aria-pressed", String(isOn));
}

/**
 * A new chapter has no story yet: its preview uses the settings of the story that is selected.
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 */
function previewUrl(root, area) {
  const url = new URL(dataOf(root, "previewUrl"), location.href);
  const story = area.form && fieldOf(area.form, "story")?.value;
  if (story && !url.searchParams.has("story")) url.searchParams.set("story", story);
  return url;
}
