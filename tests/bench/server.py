"""gunicorn servers whose requests and CPU time are measured."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from tests.bench.figures import Values
from tests.bench.load import load
from tests.ports import free_port
from tests.serving import wait_until_up

SETTINGS = "serial.settings"
SETTINGS_WITHOUT_PAGE_CACHE = "tests.bench.settings_without_page_cache"


@dataclass(frozen=True)
class Server:
    port: int
    processes: list[int]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@dataclass(frozen=True)
class ServerPair:
    """The same site twice: one server renders every page, the other one uses the page cache."""

    rendering: Server
    caching: Server

    def load(self, path: str, *, seconds: int, cookie: str = "") -> Values:
        values: Values = {}
        for label, server in (
            ("rendered", self.rendering),
            ("from the page cache", self.caching),
        ):
            result = load(server.url + path, server.processes, seconds=seconds, cookie=cookie)
            values |= result.values(label)
        return values


@contextmanager
def run_gunicorn(
    data: Path, *, workers: int = 1, settings: str = SETTINGS, log: IO[str] | None = None
) -> Iterator[Server]:
    """Runs gunicorn as docs/operators.md does. Without `log`, it logs to a file in `data`."""
    _collect_static_files(data)
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "serial.wsgi"]
    command = [*gunicorn, "--config", "deploy/gunicorn.conf.py", "--workers", f"{workers}"]
    with (data / "gunicorn.log").open("a", encoding="utf-8") as own_log:
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
            env=_environment(data, settings, f"http://localhost:{port}"),
            stderr=log or own_log,
        )
    try:
        wait_until_up(f"http://localhost:{port}/about/")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield Server(port, [process.pid, *map(int, children)])
    finally:
        process.terminate()
        process.wait()


@contextmanager
def run_server_pair(data: Path) -> Iterator[ServerPair]:
    with ExitStack() as stack:
        rendering = run_gunicorn(data, settings=SETTINGS_WITHOUT_PAGE_CACHE)
        yield ServerPair(
            rendering=stack.enter_context(rendering),
            caching=stack.enter_context(run_gunicorn(data)),
        )


@cache
def _collect_static_files(data: Path) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    environment = _environment(data, SETTINGS, "http://localhost")
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own arguments


def _environment(data: Path, settings: str, site_url: str) -> dict[str, str]:
    site = {"DATA": str(data), "SITE_URL": site_url, "DJANGO_SETTINGS_MODULE": settings}
    return {**os.environ, **site}
