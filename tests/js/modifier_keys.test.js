// Modifier keys: clicks that are the browser's, and keys that are shortcuts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hasModifier, isShortcut, isShortcutWithShift, opensNewTab } from "../../static/js/modifier_keys.js";

const NONE = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const CTRL = { ...NONE, ctrlKey: true };
const COMMAND = { ...NONE, metaKey: true };
const SHIFT = { ...NONE, shiftKey: true };
const ALT = { ...NONE, altKey: true };

/** @param {string} platform */
const useComputer = (platform) =>
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { platform } });

test("Ctrl, Command and Shift open a link in a new tab or window", () => {
  assert.deepEqual([NONE, CTRL, COMMAND, SHIFT, ALT].map(opensNewTab), [false, true, true, true, false]);
});

test("each of the four is a modifier", () => {
  assert.deepEqual([NONE, CTRL, COMMAND, SHIFT, ALT].map(hasModifier), [false, true, true, true, true]);
});

for (const [platform, own, other] of /** @type {const} */ ([
  ["Linux x86_64", CTRL, COMMAND],
  ["Win32", CTRL, COMMAND],
  ["MacIntel", COMMAND, CTRL],
  ["iPad", COMMAND, CTRL],
])) {
  test(`a shortcut on ${platform}`, () => {
    useComputer(platform);
    assert.ok(isShortcut(own));
    assert.ok(!isShortcut(other));
    assert.ok(!isShortcut(NONE));
    assert.ok(!isShortcut({ ...own, altKey: true }));
    assert.ok(!isShortcut({ ctrlKey: true, metaKey: true, shiftKey: false, altKey: false }));
  });

  test(`Shift with a shortcut on ${platform}`, () => {
    useComputer(platform);
    const withShift = { ...own, shiftKey: true };
    assert.ok(!isShortcut(withShift));
    assert.ok(isShortcutWithShift(withShift) && isShortcutWithShift(own));
    assert.ok(!isShortcutWithShift({ ...withShift, altKey: true }));
  });
}
