// A button with data-copies="<id>" copies what stands in that field, and says so in the
// .said that stands beside it. Without a clipboard (or scripts) the button stays hidden.

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector(".copy-status");
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = button.dataset.done;
  } catch {
    field.focus();
    field.select();
    said.textContent = button.dataset.failed;
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
