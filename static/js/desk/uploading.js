// Uploads pictures that are dropped, pasted or chosen, after asking for their description.
import { post } from "./requests.js";
import { insertParagraph } from "./text_editing.js";

/** Returns the function that opens the dialog without a file. */
export function startUploading(root, area) {
  const dialog = root.querySelector("[data-picture]");
  const fileInput = dialog.querySelector("input[type=file]");
  const description = dialog.querySelector("[name=picture_description]");
  const error = dialog.querySelector("[role=alert]");
  let files = [];
  let selection = [0, 0];

  function openDialog(chosenFiles) {
    files = [...chosenFiles];
    // The text area loses its cursor while the dialog is open.
    selection = [area.selectionStart, area.selectionEnd];
    error.textContent = "";
    fileInput.value = "";
    fileInput.hidden = fileInput.labels[0].hidden = files.length > 0;
    dialog.querySelector("[data-file-name]").textContent = files.map((file) => file.name).join(", ");
    description.value = "";
    dialog.showModal();
  }

  async function send() {
    const file = files[0] ?? fileInput.files[0];
    if (!file) {
      error.textContent = dialog.dataset.textChooseFile;
      return;
    }
    const body = new FormData();
    body.set("image", file);
    dialog.setAttribute("aria-busy", "true");
    const result = await upload(root.dataset.uploadUrl, body, dialog.dataset.textFailed);
    dialog.removeAttribute("aria-busy");
    if (!result.url) {
      error.textContent = result.error;
      return;
    }
    dialog.close();
    area.focus();
    area.setSelectionRange(...selection);
    insertParagraph(area, `![${escapeMarkdown(description.value)}](${result.url})`);
    if (files.length > 1) openDialog(files.slice(1));
  }

  dialog.querySelector("[data-send]").addEventListener("click", send);
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  // Enter in the description uploads the picture instead of submitting the chapter.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    send();
  });
  dialog.addEventListener("close", () => area.focus());
  area.addEventListener("dragover", (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  for (const kind of ["drop", "paste"]) {
    area.addEventListener(kind, (event) => {
      const transfer = event.dataTransfer ?? event.clipboardData;
      const pictures = [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
      // Word processors paste a picture of the text beside the text: paste the text.
      if (!pictures.length || (kind === "paste" && transfer.types.includes("text/plain"))) return;
      event.preventDefault();
      openDialog(pictures);
    });
  }
  return () => openDialog([]);
}

const hasFiles = (transfer) => transfer?.types.includes("Files");
const escapeMarkdown = (text) =>
  text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\\[\]]/g, "\\$&");

/** Returns {url} or {error}. */
async function upload(uploadUrl, body, defaultError) {
  try {
    const response = await post(uploadUrl, body);
    const result = await response.json();
    if (response.ok) return { url: result.image_path };
    return { error: [result.image].flat().filter(Boolean).join(" ") || defaultError };
  } catch {
    return { error: defaultError };
  }
}
