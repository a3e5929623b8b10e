// What is said about a paste, below the field it went into (templates/desk/_paste_notice.html).
import { closest, find } from "../../elements.js";

export class PasteNotice {
  /**
   * @param {HTMLElement} root
   * @param {() => void} onInsert called when the author asks for the formatted text
   */
  constructor(root, onInsert) {
    this.root = root;
    this.message = find(root, "[role=status]");
    this.warnings = find(root, "[data-warnings]");
    this.insertButton = find(root, "[data-paste-command=insert]");
    this.dismissButton = find(root, "[data-paste-command=dismiss]");
    // Said until the author goes on typing.
    this.isPassing = false;
    root.addEventListener("click", (event) => {
      const button = closest(event, "[data-paste-command]");
      if (button === this.insertButton) onInsert();
      if (button === this.dismissButton) this.clear();
    });
  }

  /**
   * @param {string} text the name of one of the element's texts, or a message of the server
   * @param {{warnings?: string[], hasOffer?: boolean, isPassing?: boolean}} [options]
   */
  show(text, { warnings = [], hasOffer = false, isPassing = false } = {}) {
    this.message.textContent = this.root.dataset[`text${text}`] ?? text;
    this.warnings.replaceChildren(...warnings.map(listItem));
    this.insertButton.hidden = !hasOffer;
    this.dismissButton.hidden = isPassing;
    this.isPassing = isPassing;
    this.root.classList.add("shown");
  }

  clear() {
    this.message.textContent = "";
    this.warnings.replaceChildren();
    this.insertButton.hidden = true;
    this.isPassing = false;
    this.root.classList.remove("shown");
  }
}

/** @param {string} text */
function listItem(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
