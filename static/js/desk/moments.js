// "In 2 days", "10 seconds ago": kept true while the page stays open.

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
const format = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });

export function fromNow(moment) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return format.format(Math.trunc(seconds / size), unit);
}

export function startMoments(root) {
  const times = root.querySelectorAll("time[data-from-now]");
  const show = () => {
    for (const time of times) time.textContent = fromNow(new Date(time.dateTime));
  };
  if (!times.length) return;
  show();
  setInterval(show, 15_000);
}
