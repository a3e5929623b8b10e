// Times on pages that are the same for everyone have a date: how long ago it was depends on when the
// page is read. The exact time appears on hover, in the reader's own zone.
import { dateLanguage, formatRelativeTime } from "../relative_time.js";

const LONGEST_AGE = 30 * 86_400_000;

export const start = () => showAges(document);

/**
 * Writes the age of each fresh <time data-age>, such as "2 days ago".
 * @param {ParentNode} root
 */
export function showAges(root) {
  const exact = new Intl.DateTimeFormat(dateLanguage(), { dateStyle: "long", timeStyle: "short" });
  for (const time of /** @type {NodeListOf<HTMLTimeElement>} */ (root.querySelectorAll("time[data-age]"))) {
    const at = Date.parse(time.dateTime);
    time.title = exact.format(at);
    if (Date.now() - at < LONGEST_AGE) time.textContent = formatRelativeTime(Math.min(at, Date.now()));
  }
}
