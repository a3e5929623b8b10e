"""How soon a key shows in a chapter of 20,000 words, in Chromium, with the preview on.

From the key event to the first frame after it: the text area is laid out and painted by then.
"""

import statistics
import sys
from collections.abc import Sequence

from playwright.sync_api import Page, sync_playwright

from tests.bench.bench_rendering import prose
from tests.browser.conftest import ARGUMENTS, chromium_or_none
from tests.serving import open_signed_in, site

WORDS, KEYS = 20_000, 200
# A quick typist's pace, 60 to 70 words a minute; after each eighth key a stop to think, at whose
# end the preview comes in, so that keys meet it.
PAUSE_MS, STOP_MS, STOP_EACH = 120, 450, 8
LISTEN = """() => {
  window.figures = [];
  const area = document.querySelector("textarea[name=body]");
  const middle = area.value.indexOf("\\n\\n", area.value.length / 2);
  area.focus();
  area.setSelectionRange(middle, middle);
  area.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => figures.push(performance.now() - event.timeStamp);
      after.port2.postMessage(null);
    });
  }, { capture: true });
}"""


def figures() -> Sequence[float]:
    """Milliseconds for each key."""
    with site() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_or_none(), args=ARGUMENTS)
        page = open_signed_in(browser, address, password, "light", width=1280, height=860)
        open_long_chapter(page)
        page.evaluate(LISTEN)
        for number, key in enumerate(("and so it went on, " * KEYS)[:KEYS], start=1):
            page.keyboard.press("Space" if key == " " else key)
            page.wait_for_timeout(PAUSE_MS if number % STOP_EACH else STOP_MS)
        measured: list[float] = page.evaluate("figures")
        browser.close()
    return measured


def open_long_chapter(page: Page) -> None:
    page.goto("/desk/chapters/chapter/add/")
    page.fill("textarea[name=body]", prose(WORDS))
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messages .success").wait_for()
    page.locator(".field.body [data-preview] p").nth(500).wait_for(state="attached")
    page.wait_for_timeout(1_000)


def main() -> None:
    if chromium_or_none() is None:
        sys.stdout.write("typing is not measured: Chromium is not installed\n")
        return
    measured = sorted(figures())
    p95 = measured[int(len(measured) * 0.95) - 1]
    sys.stdout.write(
        f"a key in a chapter of 20,000 words shows after: median {statistics.median(measured):.1f} "
        f"ms, 95th percentile {p95:.1f} ms, worst {measured[-1]:.1f} ms ({len(measured)} keys)\n"
    )


if __name__ == "__main__":
    main()
