"""A site in production, with an author, a reader and a chapter, for tests of a real gunicorn."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.desk.forms import form_fields
from tests.missing_programs import required_programs, skip_without
from tests.ports import free_port
from tests.postgres import Cluster, find_postgres_programs, temporary_cluster
from tests.serving import wait_until_up

PASSWORD = "only for the people of this site"


def fields_with_token(page: str) -> dict[str, list[str]]:
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return form_fields(page) | {"csrfmiddlewaretoken": [token[1] if token else ""]}


@dataclass
class Site:
    """gunicorn with one worker, on a database that can be stopped."""

    url: str
    # None if PostgreSQL is not installed: the database is a file.
    cluster: Cluster | None
    log: Path

    def visitor(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, visitor: OpenerDirector, path: str) -> str:
        return str(visitor.open(self.url + path).read().decode())

    def form(self, visitor: OpenerDirector, path: str) -> dict[str, list[str]]:
        return fields_with_token(self.get(visitor, path))

    def post(
        self, visitor: OpenerDirector, path: str, data: Any, **headers: str
    ) -> tuple[int, str, str]:
        """Returns the status, the page and its URL, after redirects."""
        request = Request(self.url + path, urlencode(data, doseq=True).encode())  # noqa: S310
        for name, value in {"Origin": self.url, **headers}.items():
            request.add_header(name, value)
        try:
            with visitor.open(request) as response:
                return response.status, response.read().decode(), response.url
        except HTTPError as error:
            return error.code, error.read().decode(), error.url or ""

    def sign_in(self, visitor: OpenerDirector, username: str) -> None:
        fields = self.form(visitor, "/accounts/login/")
        fields |= {"login": [username], "password": [PASSWORD]}
        status, page, url = self.post(visitor, "/accounts/login/", fields)
        assert status == 200 and "/accounts/" not in url, page

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """Skips the test if the database cannot be stopped."""
        if self.cluster is None:
            skip_without("postgres", "PostgreSQL")
        self.cluster.stop()
        try:
            yield
        finally:
            self.cluster.start()

    def log_lines(self) -> list[dict[str, Any]]:
        lines = self.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


@contextmanager
def running_site(folder: Path, static_folder: Path) -> Iterator[Site]:
    """On PostgreSQL if it is installed, otherwise on SQLite."""
    if find_postgres_programs() is None and "postgres" in required_programs():
        pytest.fail("PostgreSQL is not installed, and REQUIRE contains postgres")
    port = free_port()
    url, log = f"http://localhost:{port}", folder / "log"
    with ExitStack() as stack:
        cluster = stack.enter_context(temporary_cluster()) if find_postgres_programs() else None
        environment = {
            **os.environ,
            "DATA": str(folder),
            "STATIC": str(static_folder),
            "DATABASE_URL": cluster.url if cluster else f"sqlite:///{folder}/serial.sqlite3",
            "SITE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.deploy.settings",
            "SECRET_KEY": "only-for-this-test-only-for-this-test-only-for-this",
            "EMAIL_URL": "dummymail://",
            "PASSWORD": PASSWORD,
        }
        command = [sys.executable, "-m", "tests.deploy.small_site", "--workers", "1"]
        command += ["--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
        with log.open("w") as stderr:
            server = subprocess.Popen(command, env=environment, stderr=stderr)  # noqa: S603
        try:
            wait_until_up(url)
            yield Site(url, cluster, log)
        finally:
            server.terminate()
            server.wait()
