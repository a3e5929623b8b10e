"""Runs a new site with the sample story on 127.0.0.1, for screenshots and benchmarks."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from tests.ports import free_port


@contextmanager
def running_site() -> Iterator[tuple[str, str]]:
    """Starts a new site on a free port. Gives its URL and the author's password."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "DEBUG": "1", "DATA": data, "SITE_URL": url}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        first_run = subprocess.run(  # noqa: S603 - fixed arguments
            [*manage, "first_run", "--port", str(port)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        password_line = re.search(r"author +(\S+)", first_run.stdout)
        server = subprocess.Popen(  # noqa: S603 - fixed arguments
            [*manage, "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_up(url)
            yield url, password_line[1] if password_line else ""
        finally:
            server.terminate()
            server.wait()


def wait_until_up(url: str) -> None:
    """Raises TimeoutError if the server does not respond within about a minute."""
    for _ in range(600):
        try:
            urlopen(url, timeout=5)  # noqa: S310 - a local server
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


def wait_until_connected(port: int) -> None:
    """Raises TimeoutError if nothing takes connections within about ten seconds."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def open_signed_in(
    browser: Browser, url: str, password: str, color_scheme: str, **viewport: int
) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport={"width": viewport["width"], "height": viewport["height"]},
        color_scheme="dark" if color_scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "author")
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    return page
