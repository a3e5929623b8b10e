"""What a phone downloads when it opens a page for the first time."""

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, find_chromium

LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 500);
})"""


def measure_first_view(url: str) -> str:
    program = find_chromium()
    if program is None:
        return "skipped: Chromium is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        figures = _open(page, url)
        browser.close()
    return figures


def _open(page: Page, url: str) -> str:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    resource_types: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: resource_types.append(request.resource_type))
    page.goto(url, wait_until="networkidle")
    shift = page.evaluate(LAYOUT_SHIFT)
    fonts = resource_types.count("font")
    return (
        f"{len(sizes)} requests, {sum(sizes) / 1024:.1f} KiB with headers,"
        f" {fonts} web fonts, layout shift {shift}"
    )
