"""What a phone downloads when it opens a page for the first time."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.figures import Measurement, Skipped, Values
from tests.bench.lighthouse import lighthouse
from tests.bench.sample_site import make_measured_chapter
from tests.bench.scale import Scale
from tests.bench.server import run_gunicorn
from tests.browser.conftest import ARGUMENTS, find_chromium

LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 500);
})"""


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    chapter = make_measured_chapter()
    with run_gunicorn(folder) as server:
        yield "first view of a chapter", lambda: _measure_first_view(server.url + chapter)
        if scale.includes_lighthouse:
            yield "Lighthouse scores of a chapter", lambda: lighthouse(server.url + chapter)


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
    sizes: list[float] = []
    resource_types: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: resource_types.append(request.resource_type))
    page.goto(url, wait_until="networkidle")
    return {
        "requests": len(sizes),
        "KiB with headers": sum(sizes) / 1024,
        "web fonts": resource_types.count("font"),
        "layout shift": page.evaluate(LAYOUT_SHIFT),
    }
