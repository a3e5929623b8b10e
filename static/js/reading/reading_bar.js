// The bar of a chapter leaves when the reader scrolls down, and comes back when they scroll up.

// Less is a thumb that rests on the screen.
const MIN_DISTANCE = 8;

export function start() {
  const bar = document.querySelector("[data-reading-bar]");
  if (!(bar instanceof HTMLElement)) return;
  let lastTop = scrollY;
  bar.dataset.hides = scrollY > bar.offsetHeight ? "yes" : "no";
  document.addEventListener(
    "scroll",
    () => {
      bar.classList.toggle("is-over-text", scrollY > 0);
      const distance = scrollY - lastTop;
      if (Math.abs(distance) < MIN_DISTANCE && scrollY > 0) return;
      bar.dataset.hides = distance > 0 && scrollY > bar.offsetHeight ? "yes" : "no";
      lastTop = scrollY;
    },
    { passive: true },
  );
}
