// What a form on a page for everyone needs to be sent: asked for when it is first touched.
export async function fetchToken() {
  const { token } = document.querySelector("[data-for-forms]").dataset;
  const answer = await fetch(token, { cache: "no-store" });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return answer.json();
}
