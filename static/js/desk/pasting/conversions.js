// Asks the server to convert the clipboard's HTML to Markdown.
import { post } from "../requests.js";

/** @typedef {{markdown: string, warnings: string[]}} Conversion */
/**
 * `message` is the server's, or ""; without a connection, or with a server that is down,
 * `isTemporary`.
 * @typedef {{message: string, isTemporary: boolean}} Failure
 */

// Signed out, too many requests. Above 500 the server is down or restarting.
const TEMPORARY_STATUSES = [401, 403, 429];

/**
 * @param {string} url
 * @param {string} html
 * @returns {Promise<{conversion?: Conversion, failure?: Failure}>}
 */
export async function requestConversion(url, html) {
  try {
    const response = await post(url, new URLSearchParams({ html }));
    const isTemporary = response.status >= 500 || TEMPORARY_STATUSES.includes(response.status);
    const result = await response.json().catch(() => ({}));
    if (response.ok && typeof result.markdown === "string") {
      return { conversion: { markdown: result.markdown, warnings: result.warnings ?? [] } };
    }
    // The pages for an expired session say it in "image", as for an upload.
    return { failure: { message: String(result.error ?? result.image ?? ""), isTemporary } };
  } catch {
    return { failure: { message: "", isTemporary: true } };
  }
}

/**
 * The text of HTML that came without a plain text.
 * @param {string} html
 */
export const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
