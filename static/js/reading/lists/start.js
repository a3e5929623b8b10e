// What the home page and the lists of stories do beyond their links and forms.

import { showBegunStories } from "./begun_stories.js";
import { startBrowsing } from "./browse.js";
import { showDays } from "./days.js";

export function start() {
  const browse = /** @type {HTMLElement | null} */ (document.querySelector("[data-browse]"));
  if (browse) startBrowsing(browse);
  const begun = /** @type {HTMLElement | null} */ (document.querySelector("[data-continue-list]"));
  if (begun) showBegunStories(begun);
  const days = /** @type {HTMLElement | null} */ (document.querySelector("[data-days]"));
  if (days) showDays(days);
}
