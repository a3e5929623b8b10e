// The name under which a guest posted last, so that they need not type it again.
import { fieldOf } from "../../elements.js";
import { isGuest } from "./dom.js";

const STORAGE_KEY = "serial.guest-name";

/** @param {HTMLFormElement} form */
export function rememberGuestName(form) {
  const name = fieldOf(form, "name")?.value.trim();
  if (!name || !isGuest()) return;
  try {
    localStorage.setItem(STORAGE_KEY, name);
  } catch {
    // Storage may be blocked; the browser may still offer the name.
  }
}

/**
 * Fills in the remembered name, unless the form has one.
 * @param {HTMLFormElement} form
 */
export function fillInGuestName(form) {
  const field = fieldOf(form, "name");
  if (!field || field.value) return;
  try {
    field.value = localStorage.getItem(STORAGE_KEY) ?? "";
  } catch {
    // Nothing was remembered.
  }
}
