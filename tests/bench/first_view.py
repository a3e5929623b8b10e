"""What a phone fetches to show a page for the first time."""

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium_or_none

SHIFTS = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 500);
})"""


def view_once(address: str) -> str:
    program = chromium_or_none()
    if program is None:
        return "skipped: Chromium is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        said = _view(page, address)
        browser.close()
    return said


def _view(page: Page, address: str) -> str:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    kinds: list[str] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto(address, wait_until="networkidle")
    shift = page.evaluate(SHIFTS)
    fonts = kinds.count("font")
    return (
        f"{len(sizes)} requests, {sum(sizes) / 1024:.1f} KiB with headers,"
        f" {fonts} web fonts, layout shift {shift}"
    )
