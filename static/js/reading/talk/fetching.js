// Pages and parts of pages from the server, as elements.

/**
 * What was answered, and its page; fails where nothing was. Always asked for anew: a browser may
 * show what it has kept a while, and not what somebody has just written.
 */
export async function fetchPage(address, options) {
  const answer = await fetch(address, { cache: "no-cache", ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page };
}

/** The comments at an address, without the page around them. */
export async function fetchTalk(address) {
  const url = new URL(address, location.href);
  url.searchParams.set("as", "fragment");
  url.hash = "";
  const { page } = await fetchPage(url);
  const talk = page.querySelector("[data-talk]");
  if (!talk) throw new Error(`there are no comments at ${url}`);
  return document.adoptNode(talk);
}

export async function post(address, fields) {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer;
}
