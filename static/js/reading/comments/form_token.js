// The CSRF token and form key of a comment form. A cached page has none, so they are fetched when
// the form is first used.
import { dataOf } from "../../elements.js";
import { formStrings } from "./dom.js";

/**
 * @param {string} [chapter] asks also what limits comments there now
 * @returns {Promise<{csrf: string, form_key: string, member: string, notice: string}>}
 */
export async function fetchFormToken(chapter) {
  const query = chapter ? `?chapter=${chapter}` : "";
  const response = await fetch(dataOf(formStrings(), "tokenUrl") + query, { cache: "no-store" });
  if (!response.ok) throw new Error(`no form token: ${response.status}`);
  return response.json();
}
