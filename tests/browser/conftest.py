"""The system's Chromium, driven by Playwright against a live server on 127.0.0.1."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import in_flight
from tests.browser.contexts import ContextPool, Kind
from tests.browser.live_site import start_site
from tests.missing_programs import skip_without
from tests.sampling import LONG
from tests.static_files import built_static_files, static_folder_of_run

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    # The pages of a context share a process.
    "--renderer-process-limit=1",
    # Otherwise the headless shell sets each letter on whole pixels, and lines break elsewhere.
    "--font-render-hinting=none",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page's scripts run for a moment: compiling them for speed takes longer. Measured on pages of the
# desk with axe, in Chromium 156: 0.56 s of CPU time in place of 0.65. Not for tests/bench/.
WITHOUT_OPTIMIZATION = "--js-flags=--no-turbofan --no-maglev"

# Playwright runs an event loop in this thread; the tests' own queries run outside of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# The headless shell first: the same pages take a third less CPU time than in the whole browser.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def chromium_or_skip() -> str:
    chromium = find_chromium()
    if chromium is None:
        skip_without("browser", "Chromium")
    return chromium


# The slowest takes 30 s on an idle machine; in `make test-long`, which looks at all pages in all
# looks, two minutes.
TIMEOUT_SECONDS = 900 if LONG else 150


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ends a test in which Chromium does not answer; tests/conftest.py runs it once more."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(TIMEOUT_SECONDS))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=chromium_or_skip(), args=[*ARGUMENTS, WITHOUT_OPTIMIZATION]
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    if AXE.exists():
        return AXE.read_text(encoding="utf-8")
    skip_without("npm", "axe-core")


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    site = start_site()
    yield site
    site.stop()


@pytest.fixture(autouse=True)
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the static files that pages link to."""
    with built_static_files(static_folder_of_run(tmp_path_factory)) as folder:
        yield folder


OpenPage = Callable[..., Page]
HEIGHT = 844


@pytest.fixture(scope="session")
def contexts(browser: Browser, live_server: LiveServer) -> ContextPool:
    return ContextPool(browser, live_server.url)


@pytest.fixture
def open_page(
    browser: Browser, contexts: ContextPool, transactional_db: None
) -> Iterator[OpenPage]:
    """Opens pages in separate browser contexts; console errors fail the test."""
    new_contexts, console_errors = [], []

    def open_one(
        width: int = 1280,
        *,
        scripts: bool = True,
        scheme: Literal["light", "dark"] = "light",
        bypass_csp: bool = False,
        own_context: bool = False,
    ) -> Page:
        """own_context: in a new one, which has no files and no other page yet.

        Motion is reduced in other contexts; `with_motion()` ends that.
        """
        if own_context:
            context = browser.new_context(java_script_enabled=scripts, bypass_csp=bypass_csp)
            new_contexts.append(context)
        else:
            context = contexts.take(Kind(scripts, bypass_csp))
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        page.on(
            "console",
            lambda message: (
                console_errors.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        return page

    in_flight.watch()
    yield open_one
    for context in new_contexts:
        context.close()
    contexts.close_pages()
    in_flight.wait_until_idle()
    contexts.give_back()
    assert console_errors == []


def with_motion(page: Page) -> Page:
    """Lets things move on the page, for tests of what moves."""
    page.emulate_media(reduced_motion="no-preference")
    return page


def open_tab(page: Page) -> Page:
    """Opens another page of the same size in the same context."""
    tab = page.context.new_page()
    if page.viewport_size:
        tab.set_viewport_size(page.viewport_size)
    return tab
