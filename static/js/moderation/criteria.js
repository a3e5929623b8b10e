// A changed criterion disables the button that decides, until the comments are counted again: its
// number would be wrong.

const criteria = document.querySelector("form[data-criteria]");
const button = document.querySelector("form[data-decide] .button--primary");

criteria?.addEventListener("input", () => {
  if (button instanceof HTMLButtonElement) button.disabled = true;
});
