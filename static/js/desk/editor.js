// The editor of one text: commands of the toolbar and the keyboard, preview, and pictures dropped
// on it. A page with several texts has one toolbar and one preview for all of them (write_form.js).
import { closest, dataOf, fieldOf, find } from "../elements.js";
import { link, toggleQuotation, wrapInContainer } from "./block_markup.js";
import { startChecks } from "./checks.js";
import { toggleFullScreen } from "./full_screen.js";
import { commandFor } from "./keys.js";
import { startPreview } from "./preview.js";
import { changeSelection, insertFootnote, insertSceneBreak, replaceRange, toggleMarkup } from "./text_editing.js";
import { startToolbar } from "./toolbar.js";
import { startUploading } from "./uploading.js";

/** @typedef {Record<string, () => void>} Commands */

/** @type {WeakMap<HTMLElement, Commands>} */
const commandsOf = new WeakMap();
/** @type {WeakMap<HTMLElement, number>} */
const textScrolls = new WeakMap();
// From here on the preview is beside the text, not in its place.
const WIDE = "(min-width: 60rem)";
// Of serial/markup/containers.py, those that have a button.
const CONTAINERS = ["letter", "chat", "box", "spoiler"];

/** @param {HTMLElement} root */
export function startEditor(root) {
  const area = find(root, "textarea", HTMLTextAreaElement);
  const frame = frameOf(root);
  const pane = find(root.querySelector("[data-preview]") ? root : frame, previewSelector(root, area));
  const showChecks = startChecks(root, area, {
    refresh: () => preview.render(),
    previewUrl: () => previewUrl(root, area),
    showArea: () => area.getClientRects().length || toggle(),
  });
  const preview = startPreview(area, pane, () => previewUrl(root, area), showChecks);
  const choosePicture = startUploading(root, area);
  const toggle = () => togglePreview(frame, preview.showCursor);
  commandsOf.set(root, {
    bold: () => toggleMarkup(area, "**"),
    italic: () => toggleMarkup(area, "*"),
    "scene-break": () => insertSceneBreak(area),
    link: () => changeSelection(area, link),
    quote: () => changeSelection(area, toggleQuotation),
    ...Object.fromEntries(CONTAINERS.map((name) => [name, () => wrap(area, name)])),
    footnote: () => insertFootnote(area),
    picture: choosePicture,
    "note-before": () => openNote(frame, "note_before"),
    "note-after": () => openNote(frame, "note_after"),
    undo: () => undo(area),
    toolbar: () => focusIn(frame, "[data-toolbar] [tabindex='0']"),
    find: () => area.dispatchEvent(new Event("serial:find", { bubbles: true })),
    preview: toggle,
    "full-screen": () => toggleFullScreen(),
    tab: () => replaceRange(area, area.selectionStart, area.selectionEnd, "\t"),
  });
  root.addEventListener("keydown", (event) => {
    const command = commandFor(event);
    if (!command || event.defaultPrevented) return;
    event.preventDefault();
    runCommand(root, command);
  });
  frame.addEventListener("serial:preview", preview.renderNow);
  preview.renderNow();
  if (frame === root) startFrame(frame, () => root);
}

/**
 * The toolbar, the buttons beside it and the preview of one text or of several.
 * @param {HTMLElement} frame
 * @param {() => HTMLElement} currentEditor returns the editor that the buttons change
 */
export function startFrame(frame, currentEditor) {
  const run = (/** @type {string} */ command) => runCommand(currentEditor(), command);
  startToolbar(find(frame, "[data-toolbar]"), run, () => focusIn(currentEditor(), "textarea"));
  for (const button of frame.querySelectorAll("[data-command][hidden]")) button.removeAttribute("hidden");
  frame.addEventListener("click", (event) => {
    const button = closest(event, "[data-command]");
    if (button && !button.closest("[data-toolbar]")) run(dataOf(button, "command"));
  });
  frame.classList.toggle("shows-preview", matchMedia(WIDE).matches);
  updatePreview(frame);
}

/**
 * @param {HTMLElement} root
 * @param {string} command
 */
export function runCommand(root, command) {
  commandsOf.get(root)?.[command]?.();
}

/**
 * The form of a chapter, or the editor itself if it stands alone.
 * @param {HTMLElement} root
 */
function frameOf(root) {
  const form = root.closest("[data-write]");
  return form instanceof HTMLElement && !root.querySelector("[data-toolbar]") ? form : root;
}

/**
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 */
const previewSelector = (root, area) =>
  root.querySelector("[data-preview]") ? "[data-preview]" : `[data-preview="${area.name}"]`;

/**
 * @param {HTMLTextAreaElement} area
 * @param {string} name
 */
const wrap = (area, name) => changeSelection(area, (value, start, end) => wrapInContainer(value, start, end, name));

/** @param {HTMLTextAreaElement} area */
function undo(area) {
  area.focus({ preventScroll: true });
  document.execCommand("undo");
}

/**
 * @param {HTMLElement} frame
 * @param {string} name
 */
function openNote(frame, name) {
  const area = frame.querySelector(`textarea[name=${name}]`);
  area?.closest("details")?.setAttribute("open", "");
  if (area instanceof HTMLElement) area.focus();
}

/**
 * @param {HTMLElement} frame
 * @param {string} selector
 */
function focusIn(frame, selector) {
  const element = frame.querySelector(selector);
  if (element instanceof HTMLElement) element.focus();
}

/**
 * On a phone the preview is in place of the text: it begins where the cursor is, and the text is
 * where it was afterwards.
 * @param {HTMLElement} frame
 * @param {() => void} showCursor
 */
function togglePreview(frame, showCursor) {
  const textScroll = scrollY;
  const isOn = frame.classList.toggle("shows-preview");
  updatePreview(frame);
  if (matchMedia(WIDE).matches) return;
  if (!isOn) scrollTo(0, textScrolls.get(frame) ?? 0);
  else {
    textScrolls.set(frame, textScroll);
    showCursor();
  }
}

/** @param {HTMLElement} frame */
function updatePreview(frame) {
  const isOn = frame.classList.contains("shows-preview");
  frame.querySelector("[data-command=preview]")?.setAttribute("aria-pressed", String(isOn));
  frame.dispatchEvent(new Event("serial:preview"));
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
