// Shows a comment as it will be, in its form.
import { post } from "./fetching.js";
import { ofForms, piece, say } from "./words.js";

export function startPreview(form) {
  form.element.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-preview]")) return;
    event.preventDefault();
    const { preview, noPreview } = ofForms().dataset;
    try {
      await form.touch();
      const sent = { text: form.value("text"), csrfmiddlewaretoken: form.value("csrfmiddlewaretoken") };
      show(form, await (await post(preview, sent)).text());
      say(form.element, "");
    } catch {
      say(form.element, noPreview);
    }
  });
}

function show(form, html) {
  form.element.querySelector("[data-previewed]")?.remove();
  const shown = piece(ofForms(), "[data-previewed]");
  shown.firstElementChild.innerHTML = html;
  shown.tabIndex = -1;
  form.element.querySelector(".form-actions").before(shown);
  shown.focus();
}
