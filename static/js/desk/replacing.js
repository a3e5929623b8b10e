// The preview of replacing: how many places are chosen, and a box that chooses all of a chapter.
import { dataOf, find } from "../elements.js";

const form = find(document, "[data-replacing]", HTMLFormElement);
const apply = find(form, "[data-apply]", HTMLButtonElement);

/**
 * The boxes of places that can be chosen.
 * @param {ParentNode} root
 */
const boxesIn = (root) =>
  [...root.querySelectorAll("input[name=place], input[name=chapter]")].filter(
    (box) => box instanceof HTMLInputElement && !box.disabled,
  );

/** @param {HTMLInputElement} box */
const countOf = (box) => (box.checked ? Number(box.dataset.count ?? 1) : 0);

function update() {
  const count = boxesIn(form).reduce((sum, box) => sum + countOf(/** @type {HTMLInputElement} */ (box)), 0);
  const text = dataOf(apply, count === 1 ? "textOne" : "textMany");
  apply.textContent = text.replace("{count}", count.toLocaleString(document.documentElement.lang));
  apply.disabled = count === 0;
  for (const chapter of form.querySelectorAll("[data-chapter]")) updateChapter(chapter);
}

/** @param {Element} chapter */
function updateChapter(chapter) {
  const all = chapter.querySelector("legend input");
  if (!(all instanceof HTMLInputElement)) return;
  const boxes = /** @type {HTMLInputElement[]} */ (boxesIn(chapter));
  const chosen = boxes.filter((box) => box.checked).length;
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
}

/** @param {Element} chapter */
function addBoxForAll(chapter) {
  const legend = find(chapter, "legend");
  if (boxesIn(chapter).length < 2) return;
  const label = document.createElement("label");
  const all = document.createElement("input");
  all.type = "checkbox";
  label.append(all, ...legend.childNodes);
  legend.append(label);
  all.addEventListener("change", () => {
    for (const box of boxesIn(chapter)) /** @type {HTMLInputElement} */ (box).checked = all.checked;
  });
}

for (const chapter of form.querySelectorAll("[data-chapter]")) addBoxForAll(chapter);
form.addEventListener("change", update);
update();
