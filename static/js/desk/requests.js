// Requests of the desk.

import { csrfToken } from "../csrf_token.js";

/**
 * @param {string | URL} url
 * @param {BodyInit} body
 * @param {AbortSignal} [signal]
 */
export function post(url, body, signal) {
  return fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
    credentials: "same-origin",
    body,
    signal,
  });
}
