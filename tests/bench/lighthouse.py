"""The four Lighthouse scores of a page on a phone."""

import json
import os
import subprocess
from pathlib import Path

from tests.browser.conftest import ARGUMENTS, find_chromium

PROGRAM = Path(__file__).parent / "node_modules/.bin/lighthouse"


def lighthouse(url: str) -> str:
    chromium = find_chromium()
    if chromium is None or not PROGRAM.exists():
        return "skipped: Lighthouse needs Chromium and npm"
    flags = " ".join(["--headless", *ARGUMENTS])
    completed = subprocess.run(  # noqa: S603 - our own arguments
        [str(PROGRAM), url, f"--chrome-flags={flags}", "--output=json", "--quiet"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    categories = json.loads(completed.stdout)["categories"].values()
    scores = ", ".join(
        f"{category['title']} {category['score'] * 100:.0f}" for category in categories
    )
    return f"Lighthouse: {scores}"
