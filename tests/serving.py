"""A site of its own on 127.0.0.1, with the sample serial, for pictures and figures."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page


@contextmanager
def site() -> Iterator[tuple[str, str]]:
    """A new site on a free port of 127.0.0.1; its address, and the author's password."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "DEBUG": "1", "DATA": data, "SITE_URL": address}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        made = subprocess.run(  # noqa: S603 - our own arguments
            [*manage, "first_run", "--port", str(port)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found = re.search(r"author +(\S+)", made.stdout)
        server = subprocess.Popen(  # noqa: S603 - our own arguments
            [*manage, "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(address)
            yield address, found[1] if found else ""
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address, timeout=5)  # noqa: S310 - our own server
            return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


def open_signed_in(browser: Browser, address: str, password: str, scheme: str, **view: int) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport={"width": view["width"], "height": view["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "author")
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    return page
