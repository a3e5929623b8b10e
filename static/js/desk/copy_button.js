// A button with data-copy-target="<id>" copies the value of that field, and reports the result in
// the .copy-status beside it. Without the clipboard API (or scripts) the button stays hidden.

async function copy(button) {
  const field = document.getElementById(button.dataset.copyTarget);
  const status = button.parentElement.querySelector(".copy-status");
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = button.dataset.textCopied;
  } catch {
    field.focus();
    field.select();
    status.textContent = button.dataset.textFailed;
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy-target]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
