import assert from "node:assert/strict";
import test from "node:test";
import { retryDelay } from "../../static/js/retry_after.js";

/**
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
const response = (status, headers) => new Response("", { status, headers });

test("a request that was one too many is sent again when the server says", () => {
  assert.equal(retryDelay(response(429, { "Retry-After": "7" })), 7_000);
});

test("without a number of seconds it is sent again after half a minute", () => {
  assert.equal(retryDelay(response(429)), 30_000);
  assert.equal(retryDelay(response(429, { "Retry-After": "Fri, 27 Nov 2026 10:00:00 GMT" })), 30_000);
});

test("other responses are not repeated", () => {
  assert.equal(retryDelay(response(200, { "Retry-After": "7" })), 0);
  assert.equal(retryDelay(response(503, { "Retry-After": "7" })), 0);
});
