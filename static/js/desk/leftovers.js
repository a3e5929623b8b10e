// What this browser kept and the desk never got, because the tab or the machine went first.
import { keepAtDesk } from "./keeping.js";
import * as store from "./store.js";

export async function sendLeftovers() {
  const user = document.body.dataset.user;
  const open = new Set([...document.querySelectorAll("[name=copy_key]")].map((field) => field.value));
  const done = [];
  let isAnyNew = false;
  for (const entry of await store.all()) {
    // Another person's words, or those of this very page, are left where they are.
    if (entry.user !== user || open.has(entry.key)) continue;
    let outcome = await sendPatiently(entry);
    if (outcome === "settled" && !entry.sent) {
      const address = entry.address.replace(entry.key, crypto.randomUUID());
      outcome = await keepAtDesk({ ...entry, address });
    }
    if (outcome !== "kept" && outcome !== "settled") continue;
    done.push(entry.key);
    isAnyNew ||= outcome === "kept";
  }
  if (isAnyNew) await showOffers();
  // Whoever is on the way to another page already has not seen them: that page begins anew.
  await pause(1_000);
  for (const key of done) await store.remove(key);
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A desk that is busy just now may not be in a second. */
async function sendPatiently(entry) {
  for (const wait of [500, 2_000]) {
    const outcome = await keepAtDesk(entry);
    if (outcome !== "refused" && outcome !== "offline") return outcome;
    await pause(wait);
  }
  return keepAtDesk(entry);
}

/** Takes what the page offers anew from the server, without touching what is being typed. */
async function showOffers() {
  const offers = document.querySelector("[data-offers]");
  if (!offers) return;
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  offers.replaceWith(page.querySelector("[data-offers]"));
}
