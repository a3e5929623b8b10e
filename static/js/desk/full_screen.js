// Nothing but the text: what surrounds the editor steps back (css/desk/writing.css).

export function toggleFullScreen() {
  const isOn = document.body.classList.toggle("full-screen");
  if (isOn) document.documentElement.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen();
  for (const button of document.querySelectorAll("[data-do=full-screen]")) {
    button.setAttribute("aria-pressed", String(isOn));
  }
}

// Escape leaves the browser's full screen by itself; the page goes along.
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement && document.body.classList.contains("full-screen")) {
    toggleFullScreen();
  }
});
document.addEventListener("keydown", (event) => {
  const isOn = document.body.classList.contains("full-screen");
  if (event.key === "Escape" && isOn && !event.defaultPrevented && !document.fullscreenElement) {
    toggleFullScreen();
  }
});
