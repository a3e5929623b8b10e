// Shows only the editor and hides the rest of the page (css/desk/writing.css).

export function toggleFullScreen() {
  const isOn = document.body.classList.toggle("full-screen");
  if (isOn) document.documentElement.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen();
  for (const button of document.querySelectorAll("[data-command=full-screen]")) {
    button.setAttribute("aria-pressed", String(isOn));
  }
}

// Escape ends the browser's full screen; the page follows.
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
