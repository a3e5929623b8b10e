// The link to sign in, below the name of a guest. The page opens in this tab if the text is stored in
// the browser: signing in leads back, and the form restores it. Otherwise it opens in a new tab.
import { canStoreDrafts } from "./draft_store.js";

/** @param {HTMLFormElement} form */
export function openSignInHere(form) {
  if (!canStoreDrafts()) return;
  form.querySelector("a[data-leads-back]")?.removeAttribute("target");
  for (const words of form.querySelectorAll("[data-new-tab]")) words.remove();
}
