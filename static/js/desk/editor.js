// The editor of one text: its tools and keys, its preview, pictures dropped on it.
import { insertSceneBreak, replaceRange, toggleMark } from "./inserting.js";
import { startPreview } from "./preview.js";
import { startUploading } from "./uploading.js";
import { openFind } from "./finding.js";
import { toggleFullScreen } from "./full_screen.js";

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

export function startEditor(root) {
  const area = root.querySelector("textarea");
  const pane = root.querySelector("[data-preview]");
  const preview = startPreview(area, pane, () => previewAddress(root, area));
  const choosePicture = startUploading(root, area);
  const actions = {
    bold: () => toggleMark(area, "**"),
    italic: () => toggleMark(area, "*"),
    "scene-break": () => insertSceneBreak(area),
    picture: choosePicture,
    find: () => openFind(area),
    preview: () => togglePreview(root, preview),
    "full-screen": () => toggleFullScreen(),
    tab: () => replaceRange(area, area.selectionStart, area.selectionEnd, "\t"),
  };
  root.querySelector("[data-tools]").hidden = false;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]?.();
  });
  root.addEventListener("keydown", (event) => {
    const wanted = actionOf(event);
    if (!wanted || event.defaultPrevented) return;
    event.preventDefault();
    actions[wanted]();
  });
  root.classList.toggle("shows-preview", matchMedia("(min-width: 64rem)").matches);
  sayWhetherPreviewIsOn(root);
  preview.showNow();
}

function actionOf(event) {
  const isCommand = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  // Tab itself leaves the editor, as it leaves any field: a tab is Ctrl+M, on every keyboard.
  if (event.ctrlKey && event.key.toLowerCase() === "m" && !event.altKey) return "tab";
  if (!isCommand || event.altKey) return "";
  if (event.shiftKey) return event.key === "Enter" ? "full-screen" : "";
  return { b: "bold", i: "italic", Enter: "scene-break", e: "preview", f: "find", h: "find" }[
    event.key.length === 1 ? event.key.toLowerCase() : event.key
  ];
}

function togglePreview(root, preview) {
  root.classList.toggle("shows-preview");
  sayWhetherPreviewIsOn(root);
  preview.showNow();
}

function sayWhetherPreviewIsOn(root) {
  const isOn = root.classList.contains("shows-preview");
  root.querySelector("[data-do=preview]").setAttribute("aria-pressed", String(isOn));
}

/** A new chapter is rendered as the texts of the story that is chosen for it. */
function previewAddress(root, area) {
  const address = new URL(root.dataset.previewUrl, location.href);
  const story = area.form?.elements.story?.value;
  if (story && !address.searchParams.has("story")) address.searchParams.set("story", story);
  return address;
}
