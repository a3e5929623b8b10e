// Working copies in the browser. In IndexedDB, because it can be told to write to disk at once.

/**
 * @typedef {{
 *   key: string,
 *   user?: string,
 *   url: string,
 *   isSubmitted: boolean,
 *   fields: Record<string, string>,
 * }} WorkingCopy
 */

const STORE = "working_copies";

/** @type {Promise<IDBDatabase | null>} */
const opening = new Promise((resolve) => {
  try {
    const request = indexedDB.open("serial", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    // A private window may have no storage: then only the server has a copy.
    request.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(copies: IDBObjectStore) => IDBRequest<T>} createRequest
 * @returns {Promise<T | undefined>}
 */
async function withStore(mode, createRequest) {
  const database = await opening;
  if (!database) return undefined;
  return new Promise((resolve) => {
    // "strict": the copy is on disk even if the browser is killed a moment later.
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = createRequest(transaction.objectStore(STORE));
    const fail = () => resolve(undefined);
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = fail;
    transaction.onerror = fail;
  });
}

/** @param {WorkingCopy} copy */
export const put = (copy) => withStore("readwrite", (copies) => copies.put(copy));

/** @param {string} key */
export const remove = (key) => withStore("readwrite", (copies) => copies.delete(key));

/** @returns {Promise<WorkingCopy[]>} */
export const all = async () => (await withStore("readonly", (copies) => copies.getAll())) ?? [];
