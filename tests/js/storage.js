// A stand-in for the browser's storage, which Node does not have.

const METHODS = {
  /** @this {Record<string, string>} @param {string} name */
  getItem(name) {
    return Object.hasOwn(this, name) ? this[name] : null;
  },
  /** @this {Record<string, string>} @param {string} name */
  removeItem(name) {
    delete this[name];
  },
};

/**
 * Gives the scripts an empty storage. A blocked one throws, as browsers do; so does a full one.
 * @param {{isBlocked?: boolean, capacity?: number}} [options] the capacity in characters
 */
export function useStorage({ isBlocked = false, capacity = Number.POSITIVE_INFINITY } = {}) {
  const storage = Object.create({
    ...METHODS,
    /** @param {string} name @param {string} value */
    setItem(name, value) {
      const others = Object.keys(storage).filter((other) => other !== name);
      const size = others.reduce((total, other) => total + storage[other].length, 0);
      if (size + value.length > capacity) throw new DOMException("full", "QuotaExceededError");
      storage[name] = value;
    },
  });
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      if (isBlocked) throw new DOMException("blocked", "SecurityError");
      return storage;
    },
  });
}
