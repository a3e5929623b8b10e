// Work that may wait until the browser has nothing else to do, so that no key waits for it.

/**
 * @param {() => void} action
 * @param {number} timeout milliseconds after which it is done in any case
 */
export function whenIdle(action, timeout) {
  // Safari has no idle callbacks.
  if ("requestIdleCallback" in window) requestIdleCallback(action, { timeout });
  else setTimeout(action);
}
