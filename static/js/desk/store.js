// What is typed, in the browser: IndexedDB, since it can be told to reach the disk at once.
// Each entry: {key, user, address, sent, fields: {...}}.

const opened = new Promise((resolve) => {
  try {
    const request = indexedDB.open("serial-desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    // A private window may have none: the server's copy is then the only one.
    request.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});

async function within(mode, act) {
  const database = await opened;
  if (!database) return undefined;
  return new Promise((resolve) => {
    // Strict: a browser that is killed a moment later has it all the same.
    const transaction = database.transaction("typed", mode, { durability: "strict" });
    const request = act(transaction.objectStore("typed"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => resolve(undefined);
  });
}

export const put = (entry) => within("readwrite", (entries) => entries.put(entry));
export const remove = (key) => within("readwrite", (entries) => entries.delete(key));
export const all = async () => (await within("readonly", (entries) => entries.getAll())) ?? [];
export const get = (key) => within("readonly", (entries) => entries.get(key));
