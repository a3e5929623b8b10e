// Working copies in the browser. In IndexedDB, because it can be told to write to disk at once.
// Each copy: {key, user, url, isSubmitted, fields: {...}}.

const STORE = "working_copies";

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

async function withStore(mode, createRequest) {
  const database = await opening;
  if (!database) return undefined;
  return new Promise((resolve) => {
    // "strict": the copy is on disk even if the browser is killed a moment later.
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = createRequest(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => resolve(undefined);
  });
}

export const put = (copy) => withStore("readwrite", (copies) => copies.put(copy));
export const remove = (key) => withStore("readwrite", (copies) => copies.delete(key));
export const all = async () => (await withStore("readonly", (copies) => copies.getAll())) ?? [];
export const get = (key) => withStore("readonly", (copies) => copies.get(key));
