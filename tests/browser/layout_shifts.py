"""What moved on a page without the reader's doing."""

from playwright.sync_api import Page

LAYOUT_SHIFTS = """() => new Promise((resolve) => {
  const shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const moved = sources.map(({ node }) => node?.outerHTML ?? node?.textContent);
      shifts.push([value, ...moved.map((text) => text?.slice(0, 200))]);
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shifts), 300);
})"""

# A shift's value, as the Layout Instability API has it, and the beginnings of what moved.
Shift = tuple[float | str, ...]


def layout_shifts(page: Page) -> list[Shift]:
    """Returns the shifts since the page was opened."""
    return [tuple(shift) for shift in page.evaluate(LAYOUT_SHIFTS)]
