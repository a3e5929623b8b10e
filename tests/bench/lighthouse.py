"""The four Lighthouse scores of a page on a phone."""

import json
import os
import subprocess
from pathlib import Path

from tests.bench.figures import Skipped, Values
from tests.browser.conftest import ARGUMENTS, find_chromium

PROGRAM = Path(__file__).parent / "node_modules/.bin/lighthouse"
TIMEOUT_SECONDS = 300


def lighthouse(url: str) -> Values:
    chromium = find_chromium()
    if chromium is None or not PROGRAM.exists():
        raise Skipped("Lighthouse needs Chromium and npm")
    flags = " ".join(["--headless", *ARGUMENTS])
    completed = subprocess.run(  # noqa: S603 - our own arguments
        [str(PROGRAM), url, f"--chrome-flags={flags}", "--output=json", "--quiet"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
        timeout=TIMEOUT_SECONDS,
    )
    categories = json.loads(completed.stdout)["categories"].values()
    return {category["title"]: round(category["score"] * 100) for category in categories}
