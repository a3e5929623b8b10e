// The editor of one text: toolbar, keyboard shortcuts, preview, and pictures dropped on it.
import { openFind } from "./find_replace.js";
import { toggleFullScreen } from "./full_screen.js";
import { startPreview } from "./preview.js";
import { insertSceneBreak, replaceRange, toggleMarkup } from "./text_editing.js";
import { startUploading } from "./uploading.js";

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

export function startEditor(root) {
  const area = root.querySelector("textarea");
  const pane = root.querySelector("[data-preview]");
  const preview = startPreview(area, pane, () => previewUrl(root, area));
  const choosePicture = startUploading(root, area);
  const commands = {
    bold: () => toggleMarkup(area, "**"),
    italic: () => toggleMarkup(area, "*"),
    "scene-break": () => insertSceneBreak(area),
    picture: choosePicture,
    find: () => openFind(area),
    preview: () => togglePreview(root, preview),
    "full-screen": () => toggleFullScreen(),
    tab: () => replaceRange(area, area.selectionStart, area.selectionEnd, "\t"),
  };
  root.querySelector("[data-toolbar]").hidden = false;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-command]");
    if (button) commands[button.dataset.command]?.();
  });
  root.addEventListener("keydown", (event) => {
    const command = commandFor(event);
    if (!command || event.defaultPrevented) return;
    event.preventDefault();
    commands[command]();
  });
  root.classList.toggle("shows-preview", matchMedia("(min-width: 64rem)").matches);
  updatePreviewButton(root);
  preview.renderNow();
}

/** The name of the command for a key, or "". */
function commandFor(event) {
  const isShortcut = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  // Tab leaves the editor, as it leaves any field. Ctrl+M inserts a tab, on every keyboard.
  if (event.ctrlKey && event.key.toLowerCase() === "m" && !event.altKey) return "tab";
  if (!isShortcut || event.altKey) return "";
  if (event.shiftKey) return event.key === "Enter" ? "full-screen" : "";
  return { b: "bold", i: "italic", Enter: "scene-break", e: "preview", f: "find", h: "find" }[
    event.key.length === 1 ? event.key.toLowerCase() : event.key
  ];
}

function togglePreview(root, preview) {
  root.classList.toggle("shows-preview");
  updatePreviewButton(root);
  preview.renderNow();
}

function updatePreviewButton(root) {
  const isOn = root.classList.contains("shows-preview");
  root.querySelector("[data-command=preview]").setAttribute("aria-pressed", String(isOn));
}

/** A new chapter has no story yet: its preview uses the settings of the story that is selected. */
function previewUrl(root, area) {
  const url = new URL(root.dataset.previewUrl, location.href);
  const story = area.form?.elements.story?.value;
  if (story && !url.searchParams.has("story")) url.searchParams.set("story", story);
  return url;
}
