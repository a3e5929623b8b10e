// A folder can be chosen, or dropped: its files become those of the field, and paths name them.
import { dataOf, find } from "../elements.js";
import { filesToImport } from "./folder_files.js";

const part = find(document, "[data-import-folder]", HTMLElement);
const form = /** @type {HTMLFormElement} */ (part.closest("form"));
const field = find(form, "input[type=file]", HTMLInputElement);
const paths = find(form, "input[name=paths]", HTMLInputElement);
const status = find(part, "[role=status]", HTMLElement);
const suffixes = field.accept.split(",").filter((suffix) => suffix !== ".zip");
const chooser = document.createElement("input");
chooser.type = "file";
chooser.webkitdirectory = true;
part.hidden = !("webkitdirectory" in chooser);
// Browsers restore it, but not the files.
paths.value = "";

find(part, "button", HTMLButtonElement).addEventListener("click", () => chooser.click());

chooser.addEventListener("change", () => {
  takeFiles([...(chooser.files ?? [])].map((file) => ({ path: file.webkitRelativePath, file })));
  chooser.value = "";
});

// Other files have no paths.
field.addEventListener("change", () => {
  paths.value = "";
  status.textContent = "";
});

/** @param {{ path: string, file: File }[]} all the files of a folder */
function takeFiles(all) {
  const files = filesToImport(all, suffixes);
  const isTooMany = files.length > Number(dataOf(part, "maxFiles"));
  const taken = isTooMany ? [] : files;
  status.textContent = isTooMany ? dataOf(part, "tooMany") : files.length ? "" : dataOf(part, "none");
  const data = new DataTransfer();
  for (const { file } of taken) data.items.add(file);
  field.files = data.files;
  paths.value = taken.map(({ path }) => path).join("\n");
  if (taken.length) field.focus();
}

/**
 * Takes the files of folders that were dropped, with other files that were dropped beside them.
 * @param {FileSystemEntry[]} entries
 */
export async function takeEntries(entries) {
  const files = await Promise.all(entries.map(filesOf));
  takeFiles(files.flat());
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<{ path: string, file: File }[]>}
 */
async function filesOf(entry) {
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    const file = await new Promise((resolve, reject) => one.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  // It gives a hundred at a time, and none at the end.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    entries.push(...some);
  }
  return (await Promise.all(entries.map(filesOf))).flat();
}
