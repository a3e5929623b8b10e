// "Start reading" leads a guest on from where they were, as this browser remembers.
export function start() {
  const link = document.querySelector("[data-continue]");
  let place;
  try {
    place = JSON.parse(localStorage.getItem("serial.places"))?.[link.dataset.continue];
  } catch {
    return;
  }
  if (!place) return;
  link.href = `${place.chapter}#place`;
  link.textContent = link.dataset.words.replace("{chapter}", place.label);
}
