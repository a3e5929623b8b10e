// Uploads pictures that are dropped, pasted or chosen, after asking for their description.
import { closest, dataOf, find } from "../elements.js";
import { post } from "./requests.js";
import { insertParagraph } from "./text_editing.js";

/**
 * Returns the function that opens the dialog without a file.
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 */
export function startUploading(root, area) {
  const dialog = find(root, "[data-picture]", HTMLDialogElement);
  const fileInput = find(dialog, "input[type=file]", HTMLInputElement);
  const description = find(dialog, "[name=picture_description]", HTMLInputElement);
  const error = find(dialog, "[role=alert]");
  const [fileLabel] = fileInput.labels ?? [];
  /** @type {File[]} */
  let files = [];
  let selection = { start: 0, end: 0 };
  /** @type {AbortController | null} of the upload that runs */
  let controller = null;

  /** @param {File[]} chosenFiles */
  function openDialog(chosenFiles) {
    // Its keyboard shortcut works in the dialog too.
    if (dialog.open) return;
    files = chosenFiles;
    // The text area loses its cursor while the dialog is open.
    selection = { start: area.selectionStart, end: area.selectionEnd };
    error.textContent = "";
    fileInput.value = "";
    fileInput.hidden = files.length > 0;
    if (fileLabel) fileLabel.hidden = files.length > 0;
    find(dialog, "[data-file-name]").textContent = files.map((file) => file.name).join(", ");
    description.value = "";
    dialog.showModal();
  }

  /**
   * Opens the dialog if there are pictures in what was dropped or pasted.
   * @param {Event} event
   * @param {DataTransfer | null} transfer
   */
  function take(event, transfer) {
    const pictures = [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    openDialog(pictures);
  }

  async function send() {
    if (controller) return;
    const file = files[0] ?? fileInput.files?.[0];
    if (!file) {
      error.textContent = dataOf(dialog, "textChooseFile");
      return;
    }
    const body = new FormData();
    body.set("image", file);
    controller = new AbortController();
    const { signal } = controller;
    dialog.setAttribute("aria-busy", "true");
    const result = await upload(dataOf(root, "uploadUrl"), body, dataOf(dialog, "textFailed"), signal);
    dialog.removeAttribute("aria-busy");
    // The author has closed the dialog, and may be typing elsewhere.
    if (signal.aborted) return;
    controller = null;
    if (result.url === undefined) {
      error.textContent = result.error;
      return;
    }
    dialog.close();
    area.focus();
    area.setSelectionRange(selection.start, selection.end);
    insertParagraph(area, `![${escapeMarkdown(description.value)}](${result.url})`);
    if (files.length > 1) openDialog(files.slice(1));
  }

  find(dialog, "[data-send]").addEventListener("click", send);
  find(dialog, "[data-cancel]").addEventListener("click", () => dialog.close());
  // Enter in the description uploads the picture instead of submitting the chapter.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || closest(event, "button")) return;
    event.preventDefault();
    send();
  });
  dialog.addEventListener("close", () => {
    controller?.abort();
    controller = null;
    area.focus();
  });
  area.addEventListener("dragover", (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  area.addEventListener("drop", (event) => take(event, event.dataTransfer));
  area.addEventListener("paste", (event) => {
    // Word processors paste a picture of the text beside the text: paste the text.
    if (!event.clipboardData?.types.includes("text/plain")) take(event, event.clipboardData);
  });
  return () => openDialog([]);
}

const hasFiles = (/** @type {DataTransfer | null} */ transfer) => transfer?.types.includes("Files");
const escapeMarkdown = (/** @type {string} */ text) =>
  text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\\[\]]/g, "\\$&");

/**
 * @param {string} uploadUrl
 * @param {FormData} body
 * @param {string} defaultError
 * @param {AbortSignal} signal
 * @returns {Promise<{url: string} | {url?: undefined, error: string}>}
 */
async function upload(uploadUrl, body, defaultError, signal) {
  try {
    const response = await post(uploadUrl, body, signal);
    const result = await response.json();
    if (response.ok) return { url: result.image_path };
    return { error: [result.image].flat().filter(Boolean).join(" ") || defaultError };
  } catch {
    return { error: defaultError };
  }
}
