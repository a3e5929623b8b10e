"""The system's Chromium, driven by Playwright against a live server on 127.0.0.1."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser import in_flight
from tests.run import required_tools

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    # Otherwise the headless shell sets each letter on whole pixels, and lines break elsewhere.
    "--font-render-hinting=none",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs an event loop in this thread; the tests' own queries run outside of it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# The headless shell first: the same pages take a third less CPU time than in the whole browser.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def chromium_or_skip() -> str:
    chromium = find_chromium()
    if chromium is None:
        if "browser" in required_tools():
            pytest.fail("Chromium is not installed, and REQUIRE names browser")
        pytest.skip("Chromium is not installed")
    return chromium


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_or_skip(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    if AXE.exists():
        return AXE.read_text(encoding="utf-8")
    if "npm" in required_tools():
        pytest.fail("axe-core is not installed, and REQUIRE names npm")
    pytest.skip("axe-core is not installed: run npm ci")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages in separate browser contexts; console errors fail the test."""
    contexts, console_errors = [], []

    def open_one(
        width: int = 1280,
        *,
        scripts: bool = True,
        scheme: str = "light",
        bypass_csp: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            bypass_csp=bypass_csp,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
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
    for context in contexts:
        context.close()
    in_flight.wait_until_idle()
    assert console_errors == []
