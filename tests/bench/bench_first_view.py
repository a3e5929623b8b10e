"""What a phone downloads when it opens a page for the first time."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.bench_pages import STORY
from tests.bench.figures import Measurement, Skipped, Values
from tests.bench.lighthouse import lighthouse
from tests.bench.sample_site import make_measured_chapter
from tests.bench.scale import Scale
from tests.bench.server import run_gunicorn
from tests.browser.conftest import ARGUMENTS, find_chromium
from tests.browser.waiting import wait_for_fonts

LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 500);
})"""


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    chapter = make_measured_chapter()
    pages = {"home": "/", "browse": "/stories/", "story": STORY, "chapter": chapter}
    pages["comments"] = f"{chapter}comments/"
    with run_gunicorn(folder) as server:
        yield "first view of a chapter", lambda: _measure_first_view(server.url + chapter)
        if scale.includes_lighthouse:
            for name, page in pages.items():
                yield f"Lighthouse scores, {name}", partial(lighthouse, server.url + page)


def _measure_first_view(url: str) -> Values:
    program = find_chromium()
    if program is None:
        raise Skipped("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        values = _open(page, url)
        browser.close()
    return values


def _open(page: Page, url: str) -> Values:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    fonts: set[str] = set()
    sizes: dict[str, float] = {}

    def note_type(event: dict[str, str]) -> None:
        if event.get("type") == "Font":
            fonts.add(event["requestId"])

    def add_size(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", note_type)
    session.on("Network.loadingFinished", add_size)
    page.goto(url, wait_until="networkidle")
    # They are requested when the page is laid out, and may come after its first idle moment.
    wait_for_fonts(page)
    layout_shift = page.evaluate(LAYOUT_SHIFT)
    without_fonts = [size for request, size in sizes.items() if request not in fonts]
    return {
        "requests": len(without_fonts),
        "KiB with headers": sum(without_fonts) / 1024,
        "KiB of web fonts": sum(sizes[request] for request in fonts & sizes.keys()) / 1024,
        "layout shift": layout_shift,
    }
