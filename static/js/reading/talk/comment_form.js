// A form for a comment: the quick one, one in answer to a comment, one on a passage, and that of
// the page for writing. Whatever happens, its text stays until it is posted.
import { KeptText } from "./keeping_text.js";
import { startPreview } from "./preview.js";
import { send } from "./sending.js";
import { fetchToken } from "./token.js";
import { ofForms, say } from "./words.js";

const quick = document.querySelector("form.quick-form");
// Before anything is typed or put back into it.
const blank = quick?.cloneNode(true);
let copies = 0;

/** Another form like the one under the chapter, or null where that takes no comments. */
export function copyOfForm(label) {
  if (!blank) return null;
  const copy = blank.cloneNode(true);
  rename(copy);
  copy.dataset.touched = "";
  copy.classList.remove("quick-form");
  copy.setAttribute("aria-label", label);
  copy.querySelector("label").textContent = label;
  copy.elements.text.value = "";
  return copy;
}

function rename(form) {
  copies += 1;
  for (const field of form.querySelectorAll("[id]")) {
    const former = field.id;
    field.id = `${former}-${copies}`;
    for (const name of ["for", "aria-describedby"]) {
      form.querySelector(`[${name}="${former}"]`)?.setAttribute(name, field.id);
    }
  }
}

export class CommentForm {
  /** `posted` is called with what send() gives. */
  constructor(element, posted) {
    this.element = element;
    this.posted = posted;
    this.isSending = false;
    // Whether it was sent and not answered: it may be posted already.
    this.isInDoubt = false;
    this.blank = [...element.childNodes].map((node) => node.cloneNode(true));
    element.addEventListener("focusin", () => this.touch().catch(() => {}));
    element.addEventListener("submit", (event) => this.submit(event));
    startPreview(this);
    this.kept = new KeptText(this);
  }

  get text() {
    return this.element.elements.text;
  }

  value = (name) => this.element.elements[name]?.value ?? "";

  /** Sets a field; a hidden one is made where there is none. */
  fill(name, value) {
    let field = this.element.elements[name];
    if (!field && !value) return;
    if (!field) {
      field = document.createElement("input");
      Object.assign(field, { type: "hidden", name });
      this.element.append(field);
    }
    field.value = value ?? "";
    if (name === "quote") this.showQuote(value);
  }

  showQuote(quote) {
    let shown = this.element.querySelector(".form-quote");
    if (!quote) return shown?.remove();
    if (!shown) {
      shown = document.createElement("blockquote");
      shown.className = "form-quote";
      shown.dir = "auto";
      this.element.prepend(shown);
    }
    shown.textContent = quote;
  }

  async touch() {
    this.element.dataset.touched = "";
    if (this.value("csrfmiddlewaretoken")) return;
    this.opening ??= this.open().finally(() => (this.opening = null));
    await this.opening;
  }

  async open() {
    const token = await fetchToken();
    this.fill("csrfmiddlewaretoken", token.csrf);
    this.fill("member", token.member);
    if (!this.value("form_key")) this.fill("form_key", token.form_key);
    // A page for guests may be read by somebody who has signed in since: they have a name.
    for (const name of ["name", "email"]) {
      const field = this.element.elements[name];
      if (!field || !token.member) continue;
      field.disabled = true;
      field.closest(".field").hidden = true;
    }
  }

  /** The key of a sending that was not answered: with it a second one makes no second comment. */
  attempt = () => (this.isInDoubt ? { key: this.value("form_key") } : {});

  /** Goes on with a text that was kept. */
  goOn({ key }) {
    this.isInDoubt = Boolean(key);
    if (key) this.fill("form_key", key);
    this.touch().catch(() => {});
  }

  async submit(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const { dataset } = ofForms();
    say(this.element, dataset.sending);
    try {
      await this.touch();
      this.isInDoubt = true;
      this.kept.keep();
      this.settle(await send(this.element));
    } catch (error) {
      if (!(error instanceof TypeError)) console.error(error);
      say(this.element, navigator.onLine ? dataset.trouble : dataset.offline);
    }
    this.isSending = false;
  }

  settle(outcome) {
    const { trouble } = ofForms().dataset;
    say(this.element, "");
    if (outcome.number) {
      this.kept.forget();
      this.clear();
      return this.posted(outcome);
    }
    this.isInDoubt = false;
    this.kept.keep();
    if (outcome.form) this.take(outcome.form);
    else say(this.element, outcome.said || trouble);
  }

  /** What the server gave back in place of what was there, with the text as it is now. */
  take(theirs) {
    const text = this.value("text");
    rename(theirs);
    this.element.noValidate = true;
    // Its place may be another: what answers a comment that is gone is one by itself.
    this.kept.forget();
    this.element.replaceChildren(...[...theirs.childNodes].map((node) => document.adoptNode(node)));
    this.text.value = text;
    this.kept.keep();
    const said = this.element.querySelector(".errorlist");
    said?.scrollIntoView({ block: "nearest" });
    (said?.parentElement.querySelector("input:not([type=hidden]), textarea") ?? this.text).focus();
  }

  /** As it was before anybody touched it. */
  clear() {
    this.isInDoubt = false;
    this.element.replaceChildren(...this.blank.map((node) => node.cloneNode(true)));
    if (this.element.classList.contains("quick-form")) this.text.value = "";
  }
}
