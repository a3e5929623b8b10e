// Sends the time zone of the browser once, while neither the member nor a browser has said which one
// it is: see <html data-lacks-time-zone>, whose value is where to send it.

import { csrfToken } from "../csrf_token.js";

export function start() {
  const { lacksTimeZone = "" } = document.documentElement.dataset;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === "UTC" || wasSent(zone)) return;
  const body = new URLSearchParams({ time_zone: zone, csrfmiddlewaretoken: csrfToken() });
  fetch(lacksTimeZone, { method: "POST", body, keepalive: true }).catch(() => {});
}

/**
 * Whether this tab has sent it: the site may not know the name.
 * @param {string} zone
 */
function wasSent(zone) {
  const name = "serial.time-zone";
  try {
    const before = sessionStorage.getItem(name);
    sessionStorage.setItem(name, zone);
    return before === zone;
  } catch {
    return false;
  }
}
