"""The time until a key press is visible in a chapter of 20,000 words, in Chromium with the preview.

Measured from the key event to the first frame after it, when the text area is painted.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.bench_rendering import generate_prose
from tests.bench.figures import Measurement, Skipped, Values
from tests.bench.scale import Scale
from tests.browser.conftest import ARGUMENTS, find_chromium
from tests.serving import open_signed_in, running_site

WORDS = 20_000
# A fast typist, 60 to 70 words a minute. After every eighth key a longer pause starts an update of
# the preview, so that some keys are pressed during updates.
KEY_INTERVAL_MS, LONG_PAUSE_MS, KEYS_PER_PAUSE = 120, 450, 8
SET_TEXT = """(text) => {
  const area = document.querySelector("textarea[name=body]");
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}"""
MEASURE_KEYS = """() => {
  window.keyTimes = [];
  const area = document.querySelector("textarea[name=body]");
  const middle = area.value.indexOf("\\n\\n", area.value.length / 2);
  area.focus();
  area.setSelectionRange(middle, middle);
  area.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => keyTimes.push(performance.now() - event.timeStamp);
      after.port2.postMessage(null);
    });
  }, { capture: true });
}"""


def measure_keys(number_of_keys: int) -> Sequence[float]:
    """Returns the milliseconds of each key."""
    with running_site() as (url, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = open_signed_in(browser, url, password, "light", width=1280, height=860)
        open_long_chapter(page)
        page.evaluate(MEASURE_KEYS)
        for number, key in enumerate(_keys(number_of_keys), start=1):
            page.keyboard.press("Space" if key == " " else key)
            page.wait_for_timeout(KEY_INTERVAL_MS if number % KEYS_PER_PAUSE else LONG_PAUSE_MS)
        measured: list[float] = page.evaluate("keyTimes")
        browser.close()
    return measured


def open_long_chapter(page: Page) -> None:
    page.goto("/desk/chapters/chapter/add/")
    # Typed as an author would, so many lines take half a minute.
    page.evaluate(SET_TEXT, generate_prose(WORDS))
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messages .success").wait_for()
    page.locator("[data-preview=body] p").nth(500).wait_for(state="attached")
    page.wait_for_timeout(1_000)


def _keys(number: int) -> str:
    return ("and so it went on, " * number)[:number]


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    yield "typing in a chapter of 20,000 words", lambda: _measure_latency(scale.keys)


def _measure_latency(number_of_keys: int) -> Values:
    if find_chromium() is None:
        raise Skipped("Chromium is not installed")
    times = sorted(measure_keys(number_of_keys))
    return {
        "median ms": statistics.median(times),
        "95th percentile ms": percentile(times, 95),
        "worst ms": times[-1],
        "keys": len(times),
    }


def percentile(sorted_times: Sequence[float], percent: int) -> float:
    """Returns the least of the times that at least `percent` of them do not exceed."""
    return sorted_times[math.ceil(len(sorted_times) * percent / 100) - 1]
