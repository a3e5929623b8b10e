"""The time from a key in the queue of the moderators until the next item can be seen, in Chromium.

Measured from the key event to the frame after the next item's heading has the focus, and until the
answer of a gunicorn server is there, which says what was decided, among very many review items.
"""

import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from serial.moderation.models import ReviewItem
from tests.bench.bench_typing import percentile
from tests.bench.figures import Measurement, Skipped, Values
from tests.bench.moderated_site import make_moderated_site
from tests.bench.scale import Scale
from tests.bench.server import run_gunicorn
from tests.browser.conftest import ARGUMENTS, find_chromium
from tests.conftest import client_of

# A moderator reads an item before the next key.
PAUSE_MS = 300
WATCH = """() => {
  window.keyTimes = [];
  window.answerTimes = [];
  let pressed = null;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true });
  // Each item has a heading of its own; the queue moves the focus to it when the item is there.
  addEventListener("focusin", (event) => {
    if (pressed === null || !event.target.matches("[data-heading]")) return;
    const started = pressed;
    pressed = null;
    const answered = new MutationObserver(() => {
      if (document.querySelector("main[aria-busy], main [aria-busy]")) return;
      answered.disconnect();
      answerTimes.push(performance.now() - started);
    });
    answered.observe(document.querySelector("main"), { attributes: true, subtree: true });
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => keyTimes.push(performance.now() - started);
      after.port2.postMessage(null);
    });
  });
}"""


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    moderator = make_moderated_site(scale).moderator
    session = client_of(moderator).cookies["sessionid"].value
    keys = {"a: approve, see the next item": "a", "j: see the next item": "j"}
    with run_gunicorn(folder) as server:
        for name, key in keys.items():
            yield name, partial(_measure, server.url, session, key, scale.queue_keys)


def _measure(url: str, session: str, key: str, number: int) -> Values:
    program = find_chromium()
    if program is None:
        raise Skipped("Chromium is not installed")
    waiting = ReviewItem.objects.held().count()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        page = context.new_page()
        page.goto(f"{url}/moderation/")
        times, answers = map(sorted, _press(page, key, number))
        browser.close()
    decided = waiting - ReviewItem.objects.held().count()
    if key == "a" and decided != number:
        raise ValueError(f"{number} presses of {key} decided {decided} items")
    return {
        "median ms": statistics.median(times),
        "95th percentile ms": percentile(times, 95),
        "worst ms": times[-1],
        "answer: median ms": statistics.median(answers),
        "answer: 95th percentile ms": percentile(answers, 95),
        "keys": len(times),
    }


def _press(page: Page, key: str, number: int) -> tuple[list[float], list[float]]:
    """Returns the times until the next item is seen, and until the site has answered."""
    page.locator("main[data-keys=on]").wait_for()
    page.evaluate(WATCH)
    for pressed in range(1, number + 1):
        page.keyboard.press(key)
        page.wait_for_function("count => keyTimes.length === count", arg=pressed)
        page.wait_for_timeout(PAUSE_MS)
    times: list[float] = page.evaluate("keyTimes")
    answers: list[float] = page.evaluate("answerTimes")
    return times, answers
