// A row of buttons that is one tab stop: the arrow keys go from button to button.
import { closest, dataOf } from "../elements.js";

/**
 * @param {HTMLElement} toolbar
 * @param {(command: string) => void} run
 * @param {() => void} leave goes back to the text
 */
export function startToolbar(toolbar, run, leave) {
  toolbar.hidden = false;
  /** @type {() => HTMLElement[]} */
  const buttons = () =>
    [...toolbar.querySelectorAll("button, summary")]
      .filter((button) => button instanceof HTMLElement)
      .filter((button) => button.getClientRects().length > 0);
  /** @param {Element} current */
  const makeTabStop = (current) => {
    for (const button of toolbar.querySelectorAll("button, summary")) {
      button.setAttribute("tabindex", button === current ? "0" : "-1");
    }
  };
  const [first] = toolbar.querySelectorAll("button, summary");
  if (first) makeTabStop(first);
  toolbar.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
    const all = buttons();
    const index = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = index < 0 ? null : all[nextIndex(event.key, index, all.length)];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    makeTabStop(next);
    next.focus();
  });
  // The text keeps the cursor, and a phone its keyboard.
  toolbar.addEventListener("mousedown", (event) => closest(event, "button") && event.preventDefault());
  toolbar.addEventListener("click", (event) => {
    const button = closest(event, "[data-command]");
    if (!button) return;
    button.closest("details")?.removeAttribute("open");
    run(dataOf(button, "command"));
  });
}

/**
 * The index of the button that a key goes to, or -1.
 * @param {string} key
 * @param {number} index
 * @param {number} count
 */
function nextIndex(key, index, count) {
  const steps = document.dir === "rtl" ? { ArrowRight: -1, ArrowLeft: 1 } : { ArrowRight: 1, ArrowLeft: -1 };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key !== "ArrowRight" && key !== "ArrowLeft") return -1;
  return (index + steps[key] + count) % count;
}
