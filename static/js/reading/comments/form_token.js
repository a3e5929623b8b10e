// The CSRF token and form key of a comment form. A cached page has none, so they are fetched when
// the form is first used.
import { formStrings } from "./dom.js";

/** Returns {csrf, form_key, member}. */
export async function fetchFormToken() {
  const response = await fetch(formStrings().dataset.tokenUrl, { cache: "no-store" });
  if (!response.ok) throw new Error(`no form token: ${response.status}`);
  return response.json();
}
