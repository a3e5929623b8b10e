// Relative times such as "in 2 days" and "10 seconds ago", updated while the page is open.

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
const format = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });

/** `time` is a Date or milliseconds. */
export function formatRelativeTime(time) {
  const seconds = Math.round((time - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return format.format(Math.trunc(seconds / size), unit);
}

export function startRelativeTimes(root) {
  const times = root.querySelectorAll("time[data-relative-time]");
  const update = () => {
    for (const time of times) time.textContent = formatRelativeTime(new Date(time.dateTime));
  };
  if (!times.length) return;
  update();
  setInterval(update, 15_000);
}
