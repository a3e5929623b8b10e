"""The CPU time of a page, which, unlike the time of the clock, is not longer on a busy machine."""

from collections.abc import Callable

from playwright.sync_api import Page


def start_cpu_clock(page: Page) -> Callable[[], float]:
    """Returns a function that returns the CPU seconds of the page's main thread since the start."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float({each["name"]: each["value"] for each in metrics}["TaskDuration"])

    started = read()
    return lambda: read() - started
