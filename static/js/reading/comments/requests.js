// Pages and parts of pages from the server, as elements.

/**
 * Returns the response and its page; throws if there is no response. Asks the server even if the
 * browser has a cached page, which may lack a comment that was just posted.
 * @param {string | URL} url
 * @param {RequestInit} [options]
 */
export async function fetchPage(url, options) {
  const response = await fetch(url, { cache: "no-cache", ...options });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { response, page };
}

/**
 * Returns the comment list at a URL, without the page around it.
 * @param {string} link
 * @param {AbortSignal | null} [signal]
 */
export async function fetchCommentList(link, signal = null) {
  const url = new URL(link, location.href);
  url.searchParams.set("as", "fragment");
  url.hash = "";
  const { page } = await fetchPage(url, { signal });
  const list = page.querySelector("[data-comment-list]");
  if (!list) throw new Error(`there is no comment list at ${url}`);
  return document.adoptNode(list);
}

/**
 * @param {string} url
 * @param {Record<string, string>} fields
 */
export async function post(url, fields) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
  if (!response.ok) throw new Error(`${url} responded with ${response.status}`);
  return response;
}
