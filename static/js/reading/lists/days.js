// "Today" and "Yesterday" above the new chapters, and how long ago the latest were released. The
// page is the same for everyone at any time, so it has dates.

import { dataOf, find } from "../../elements.js";
import { formatRelativeTime } from "../../relative_time.js";

const RECENT = 12 * 3_600_000;
const DAY = 86_400_000;

export function start() {
  const section = find(document, "[data-days]");
  const now = Date.now();
  const language = document.documentElement.lang || "en";
  const zone = dataOf(section, "days");
  for (const heading of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-day]"))) {
    const name = nameOfDay(dataOf(heading, "day"), now, zone, language);
    if (name) heading.textContent = name;
  }
  for (const time of /** @type {NodeListOf<HTMLTimeElement>} */ (section.querySelectorAll("time[data-recent]"))) {
    const at = Date.parse(time.dateTime);
    if (now - at < RECENT) time.textContent = formatRelativeTime(Math.min(at, now), now, language);
  }
}

/**
 * "Today" or "Yesterday" in the language, or nothing for an earlier day.
 * @param {string} day such as 2026-11-25
 * @param {number} now
 * @param {string} zone the time zone of the days
 * @param {string} language
 */
export function nameOfDay(day, now, zone, language) {
  const dateIn = new Intl.DateTimeFormat("sv", { timeZone: zone });
  const age = [0, 1].find((age) => dateIn.format(now - age * DAY) === day);
  if (age === undefined) return "";
  const name = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-age, "day");
  return name.slice(0, 1).toLocaleUpperCase(language) + name.slice(1);
}
