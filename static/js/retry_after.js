// Requests that the server refuses because there were too many.

const TOO_MANY_REQUESTS = 429;
const DEFAULT_SECONDS = 30;

/**
 * Milliseconds until the request may be sent again; 0 unless the response says that there were too many.
 * @param {{status: number, headers: {get(name: string): string | null}}} response
 */
export function retryDelay({ status, headers }) {
  if (status !== TOO_MANY_REQUESTS) return 0;
  return 1_000 * (Number(headers.get("Retry-After")) || DEFAULT_SECONDS);
}
