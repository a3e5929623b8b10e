// The reading positions that this browser stores, one for each story.

const STORAGE_KEY = "serial.positions";
const MAX_STORIES = 200;

/**
 * `chapter`: its id; `url`: its path and query when the reader was there. If it was renamed, it redirects.
 * @typedef {{chapter: string, url: string, label?: string, paragraph: number, storedAt: number}} Position
 */

/**
 * Maps the id of a story to its position.
 * @returns {Record<string, Position>}
 */
export function readPositions() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {string} story
 * @param {Omit<Position, "storedAt">} position
 */
export function storePosition(story, position) {
  const newest = Object.entries({ ...readPositions(), [story]: { ...position, storedAt: Date.now() } })
    .sort(([, a], [, b]) => b.storedAt - a.storedAt)
    .slice(0, MAX_STORIES);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Storage may be blocked.
  }
}

/**
 * Where the reader was last, of different stories: the slugs of story and chapter, and the query of
 * the chapter's URL.
 * @param {number} count
 * @returns {{at: string, query: string}[]}
 */
export function latestPlaces(count) {
  return Object.values(readPositions())
    .sort((a, b) => b.storedAt - a.storedAt)
    .slice(0, count)
    .map((position) => {
      const url = new URL(position.url, "https://site.invalid");
      const slugs = url.pathname.split("/").filter(Boolean).map(decodeURIComponent).slice(-2);
      return { at: slugs.join("/"), query: url.search };
    });
}
