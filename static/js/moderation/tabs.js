// On a phone the tabs are one line that scrolls, and most are beyond its end.

const current = document.querySelector(".tabs [aria-current]");

current?.scrollIntoView({ block: "nearest", inline: "center" });
