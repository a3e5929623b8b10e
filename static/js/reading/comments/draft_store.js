// Drafts of comments in the browser's storage. Each tab stores under a name of its own, so that
// tabs never overwrite each other's drafts.

/**
 * @typedef {{
 *   name: string,
 *   slot: string,
 *   storedAt: number,
 *   key?: string,
 *   fields: Record<string, string> & {text: string},
 * }} Draft `fields`: text, name, quote; `key`: the form key, if the comment may be posted
 */

const PREFIX = "serial.draft ";
const TAB_ID = Date.now().toString(36) + Math.random().toString(36).slice(2);
// More than a reader leaves unfinished, and far below the browser's storage limit.
const MAX_DRAFTS = 40;
const MAX_AGE = 30 * 24 * 60 * 60 * 1000;

/**
 * All drafts, the newest first.
 * @returns {Draft[]}
 */
export function allDrafts() {
  /** @type {Draft[]} */
  const drafts = [];
  try {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const draft = readDraft(name);
      if (draft) drafts.push(draft);
    }
  } catch {
    // Storage may be blocked.
  }
  return drafts.sort((a, b) => b.storedAt - a.storedAt);
}

/**
 * Returns the draft, or null if there is none or it cannot be read.
 * @param {string} name
 * @returns {Draft | null}
 */
export function readDraft(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null");
    return draft && typeof draft.fields?.text === "string" ? { ...draft, name } : null;
  } catch {
    return null;
  }
}

/** Whether the browser stores drafts at all: its storage may be blocked, or full. */
export function canStoreDrafts() {
  const name = `serial.test ${TAB_ID}`;
  try {
    localStorage.setItem(name, "x");
    return localStorage.getItem(name) === "x";
  } catch {
    return false;
  } finally {
    removeDraft(name);
  }
}

/** @param {string} slot */
export const draftsFor = (slot) => allDrafts().filter((draft) => draft.slot === slot);

/** @param {string} chapter its id */
export const draftsForChapter = (chapter) => allDrafts().filter((draft) => draft.slot.startsWith(`${chapter} `));

/**
 * Stores this tab's draft for a slot; returns its name.
 * @param {string} slot
 * @param {Pick<Draft, "fields" | "key">} draft
 */
export function storeDraft(slot, draft) {
  const name = `${PREFIX}${slot} ${TAB_ID}`;
  const value = JSON.stringify({ ...draft, slot, storedAt: Date.now() });
  makeRoom(MAX_DRAFTS, name);
  try {
    localStorage.setItem(name, value);
  } catch {
    makeRoom(MAX_DRAFTS / 4, name);
    try {
      localStorage.setItem(name, value);
    } catch {
      // The storage is full or blocked: the text is only in the form.
    }
  }
  return name;
}

/**
 * Stores a draft again that was removed, as it was.
 * @param {Draft} draft
 */
export function restoreDraft({ name, ...stored }) {
  try {
    localStorage.setItem(name, JSON.stringify(stored));
  } catch {
    // The storage is full or blocked.
  }
}

/** @param {string} name */
export function removeDraft(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Storage is blocked, so nothing was stored.
  }
}

/**
 * Removes old drafts until one more, with this name, is within `max`.
 * @param {number} max
 * @param {string} name
 */
function makeRoom(max, name) {
  const others = allDrafts().filter((draft) => draft.name !== name);
  const isExpired = (/** @type {Draft} */ draft) => Date.now() - draft.storedAt > MAX_AGE;
  for (const draft of others.filter((other, index) => index >= max - 1 || isExpired(other))) removeDraft(draft.name);
}
