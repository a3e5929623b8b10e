// Which modifier keys are held while a key or a link is pressed.

/** @typedef {Pick<MouseEvent, "ctrlKey" | "metaKey" | "shiftKey" | "altKey">} Modifiers */

/**
 * The browser opens a link that is clicked with these in a new tab or window.
 * @param {Modifiers} event
 */
export const opensNewTab = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

/** @param {Modifiers} event */
export const hasModifier = (event) => opensNewTab(event) || event.altKey;

/**
 * Ctrl, or Command on Apple's systems, and not both; neither Shift nor Alt.
 * @param {Modifiers} event
 */
export const isShortcut = (event) => isShortcutWithShift(event) && !event.shiftKey;

/**
 * As isShortcut(), with or without Shift.
 * @param {Modifiers} event
 */
export function isShortcutWithShift({ ctrlKey, metaKey, altKey }) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
  return (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey;
}
