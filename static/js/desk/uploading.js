// Pictures that are dropped, pasted or chosen: their description is asked for, then they go up.
import { insertBlock } from "./inserting.js";
import { post } from "./sending.js";

export function startUploading(root, area) {
  const dialog = root.querySelector("[data-picture]");
  const chooser = dialog.querySelector("input[type=file]");
  const description = dialog.querySelector("[name=picture_description]");
  const trouble = dialog.querySelector("[role=alert]");
  let files = [];
  let place = [0, 0];

  function ask(chosen) {
    files = [...chosen];
    // An open dialog makes the text area forget where its cursor was.
    place = [area.selectionStart, area.selectionEnd];
    trouble.textContent = "";
    chooser.value = "";
    chooser.hidden = chooser.labels[0].hidden = files.length > 0;
    dialog.querySelector("[data-name]").textContent = files.map((file) => file.name).join(", ");
    description.value = "";
    dialog.showModal();
  }

  async function send() {
    const file = files[0] ?? chooser.files[0];
    if (!file) return void (trouble.textContent = dialog.dataset.sayChoose);
    const body = new FormData();
    body.set("image", file);
    dialog.setAttribute("aria-busy", "true");
    const told = await answerTo(root.dataset.uploadUrl, body, dialog.dataset.sayTrouble);
    dialog.removeAttribute("aria-busy");
    if (!told.address) return void (trouble.textContent = told.trouble);
    dialog.close();
    area.focus();
    area.setSelectionRange(...place);
    insertBlock(area, `![${escaped(description.value)}](${told.address})`);
    if (files.length > 1) ask(files.slice(1));
  }

  dialog.querySelector("[data-send]").addEventListener("click", send);
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  // Enter in the description sends the picture, not the whole chapter.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    send();
  });
  dialog.addEventListener("close", () => area.focus());
  area.addEventListener("dragover", (event) => carriesFiles(event.dataTransfer) && event.preventDefault());
  for (const kind of ["drop", "paste"]) {
    area.addEventListener(kind, (event) => {
      const given = event.dataTransfer ?? event.clipboardData;
      const pictures = [...(given?.files ?? [])].filter((file) => file.type.startsWith("image/"));
      // Text that a word processor puts beside a picture of it is what is meant.
      if (!pictures.length || (kind === "paste" && given.types.includes("text/plain"))) return;
      event.preventDefault();
      ask(pictures);
    });
  }
  return () => ask([]);
}

const carriesFiles = (transfer) => transfer?.types.includes("Files");
const escaped = (text) => text.trim().replace(/\s+/g, " ").replace(/[\\[\]]/g, "\\$&");

async function answerTo(address, body, saySo) {
  try {
    const answer = await post(address, body);
    const told = await answer.json();
    if (answer.ok) return { address: told.image_path };
    return { trouble: [told.image].flat().filter(Boolean).join(" ") || saySo };
  } catch {
    return { trouble: saySo };
  }
}
