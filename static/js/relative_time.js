// Relative times such as "in 2 days" and "10 seconds ago", updated while the page is open.

const MINUTE = 60_000;

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/**
 * @param {number} time in milliseconds, as is `now`
 * @param {number} [now]
 * @param {string} [language]
 */
export function formatRelativeTime(time, now = Date.now(), language = document.documentElement.lang || "en") {
  const seconds = Math.round((time - now) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
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
