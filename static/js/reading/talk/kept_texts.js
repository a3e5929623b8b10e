// Texts that were typed and not sent yet, in the browser. A tab writes under a name of its own, so
// that no two of them ever write over each other.
const PREFIX = "serial.typed ";
const OWN = Date.now().toString(36) + Math.random().toString(36).slice(2);
// Enough for whoever leaves things lying, and far from what a browser has room for.
const MOST = 40;
const OLDEST = 30 * 24 * 60 * 60 * 1000;

function all() {
  const found = [];
  try {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const kept = read(name);
      if (kept) found.push(kept);
    }
  } catch {
    // A browser may refuse to keep anything.
  }
  return found.sort((a, b) => b.at - a.at);
}

/** One text by its name, or null; what cannot be read is none. */
export function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(name));
    return kept && typeof kept.fields?.text === "string" ? { ...kept, name } : null;
  } catch {
    return null;
  }
}

/** All that was typed for one place, the newest first. */
export const textsFor = (slot) => all().filter((kept) => kept.slot === slot);

/** All that was typed under one chapter. */
export const textsUnder = (chapter) => all().filter((kept) => kept.slot.startsWith(`${chapter} `));

/** Keeps what this tab has for a place; returns the name under which it is. */
export function keep(slot, what) {
  const name = `${PREFIX}${slot} ${OWN}`;
  const kept = JSON.stringify({ ...what, slot, at: Date.now() });
  makeRoom(MOST, name);
  try {
    localStorage.setItem(name, kept);
  } catch {
    makeRoom(MOST / 4, name);
    try {
      localStorage.setItem(name, kept);
    } catch {
      // There is no room at all: it is in the form.
    }
  }
  return name;
}

export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Then it was never kept.
  }
}

/** For one more, under this name. */
function makeRoom(most, name) {
  const others = all().filter((kept) => kept.name !== name);
  const tooOld = (kept) => Date.now() - kept.at > OLDEST;
  for (const kept of others.filter((each, index) => index >= most - 1 || tooOld(each))) forget(kept.name);
}
