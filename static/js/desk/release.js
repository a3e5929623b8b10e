// The release of a chapter, beside Save: a date that is typed is chosen, and both the sentence and
// the button say what Save will do.
import { dataOf, find } from "../elements.js";
import { dateLanguage } from "../relative_time.js";

/** @param {HTMLElement} root */
export function startRelease(root) {
  const radio = (/** @type {string} */ value) => root.querySelector(`[name=release][value=${value}]`);
  const day = find(root, "[name=release_day]", HTMLInputElement);
  const time = find(root, "[name=release_time]", HTMLInputElement);
  const text = find(root, "[data-release-text]");
  const save = find(document, "[data-save]");
  const taken = find(root, "[data-release-taken]");
  /** @type {{ day: string, time: string, label: string }[]} */
  const slots = JSON.parse(root.querySelector("#taken-slots")?.textContent ?? "[]");
  const savedHtml = text.innerHTML;
  const savedState = stateOf();

  function stateOf() {
    const checked = root.querySelector("[name=release]:checked");
    const choice = checked instanceof HTMLInputElement ? checked.value : "";
    return choice === "schedule" ? `schedule ${day.value} ${time.value}` : choice;
  }

  function show() {
    const state = stateOf();
    const [choice] = state.split(" ");
    const isChanged = state !== savedState;
    save.textContent = dataOf(root, isChanged && choice !== "now" ? `textSave${capitalized(choice)}` : "textSave");
    if (!isChanged) text.innerHTML = savedHtml;
    else if (choice === "draft") text.textContent = dataOf(root, "textDraft");
    else if (choice === "queue") text.textContent = dataOf(root, "textQueue");
    else if (choice === "schedule") text.textContent = dataOf(root, "textSchedule").replace("{when}", describe());
  }

  function showTaken() {
    const sentences = slots
      .filter((slot) => slot.day === day.value)
      .map((slot) => dataOf(taken, "textTaken").replace("{chapter}", slot.label).replace("{time}", slot.time));
    taken.textContent = sentences.join(" ");
  }

  /** The day and time as they are typed; in the zone of the form, so nothing is converted. */
  function describe() {
    const moment = new Date(`${day.value}T${time.value || "00:00"}Z`);
    if (Number.isNaN(moment.getTime())) return "…";
    /** @type {Intl.DateTimeFormatOptions} */
    const format = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
    const dayText = new Intl.DateTimeFormat(dateLanguage(), format).format(moment);
    return time.value ? `${dayText}, ${time.value}` : dayText;
  }

  root.addEventListener("input", (event) => {
    const schedule = radio("schedule");
    const isTyped = event.target === day || event.target === time;
    if (isTyped && schedule instanceof HTMLInputElement) schedule.checked = true;
    if (event.target === day) showTaken();
    show();
  });
  addEventListener("pageshow", show);
}

const capitalized = (/** @type {string} */ word) => word[0].toUpperCase() + word.slice(1);
