// Relative times such as "in 2 days" and "10 seconds ago", updated while the page is open.

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The language of dates. English ones are written as the server writes them: "26 November, 18:00"
 * (serial/times/formats/en).
 */
export const dateLanguage = (language = document.documentElement.lang || "en") =>
  language === "en" ? "en-GB" : language;

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["hour", 3_600],
  ["minute", 60],
];

/**
 * From one day on, counts calendar days: 40 hours ago may be yesterday or the day before.
 * @param {number} time in milliseconds, as is `now`
 * @param {number} [now]
 * @param {string} [language]
 */
export function formatRelativeTime(time, now = Date.now(), language = document.documentElement.lang || "en") {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const seconds = Math.round((time - now) / 1000);
  if (Math.abs(seconds) >= DAY / 1000) return words.format(dayNumber(time) - dayNumber(now), "day");
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return words.format(Math.trunc(seconds / size), unit);
}

/**
 * The number of the day in the zone of the browser.
 * @param {number} time
 */
function dayNumber(time) {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
}

/**
 * Times less than a minute away stay as the server wrote them: "just now".
 * @param {ParentNode} root
 */
export function startRelativeTimes(root) {
  const times = [...root.querySelectorAll("time")].filter((time) => "relativeTime" in time.dataset);
  const update = () => {
    for (const time of times) {
      const at = Date.parse(time.dateTime);
      if (Math.abs(Date.now() - at) >= MINUTE) time.textContent = formatRelativeTime(at);
    }
  };
  if (!times.length) return;
  update();
  setInterval(update, 15_000);
}
