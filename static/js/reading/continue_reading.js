// Makes "Start reading" continue where a guest stopped, from the position stored in this browser.
export function start() {
  const link = document.querySelector("[data-continue]");
  let position;
  try {
    position = JSON.parse(localStorage.getItem("serial.positions"))?.[link.dataset.continue];
  } catch {
    return;
  }
  if (!position) return;
  link.href = `${position.chapter}#position`;
  link.textContent = link.dataset.textContinue.replace("{chapter}", position.label);
}
