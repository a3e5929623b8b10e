"""PostgreSQL stops under a running site: nothing typed is lost, and the log says what happened."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.deploy.conftest import PAGE
from tests.desk.forms import form_fields
from tests.ports import free_port
from tests.postgres import Cluster, find_postgres_programs, temporary_cluster
from tests.run import required_tools
from tests.serving import wait_until_up
from tests.static_files import built_static_files, static_folder_of_run

TEXT = "It was early.\n\nNobody was to know."
NEW_CHAPTER = "/desk/chapters/chapter/add/?story=1"
COMMENT = f"{PAGE}comments/write/"


def fields_with_token(page: str) -> dict[str, list[str]]:
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return form_fields(page) | {"csrfmiddlewaretoken": [token[1] if token else ""]}


@dataclass
class Site:
    """gunicorn on a database that can be stopped."""

    url: str
    cluster: Cluster
    log: Path
    password: str

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
        fields |= {"login": [username], "password": [self.password]}
        status, page, url = self.post(visitor, "/accounts/login/", fields)
        assert status == 200 and "/accounts/" not in url, page

    def log_lines(self) -> list[dict[str, Any]]:
        lines = self.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if find_postgres_programs() is None:
        if "postgres" in required_tools():
            pytest.fail("PostgreSQL is not installed, and REQUIRE contains postgres")
        pytest.skip("PostgreSQL is not installed")
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    static = built_static_files(static_folder_of_run(tmp_path_factory))
    with temporary_cluster() as cluster, static as static_folder:
        environment = {
            **os.environ,
            "DATA": str(folder),
            "STATIC": str(static_folder),
            "DATABASE_URL": cluster.url,
            "SITE_URL": f"http://localhost:{port}",
            "DJANGO_SETTINGS_MODULE": "tests.deploy.settings",
            "SECRET_KEY": "only-for-this-test-only-for-this-test-only-for-this",
            "EMAIL_URL": "dummymail://",
        }
        fill = [sys.executable, "-m", "tests.deploy.small_site"]
        password = subprocess.run(  # noqa: S603 - fixed arguments
            fill, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        log = folder / "log"
        command = [sys.executable, "-m", "gunicorn", "serial.wsgi", "--workers", "1"]
        with log.open("w") as stderr:
            server = subprocess.Popen(  # noqa: S603 - fixed arguments
                [*command, "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"],
                env=environment,
                stderr=stderr,
            )
            try:
                url = f"http://localhost:{port}"
                wait_until_up(url)
                yield Site(url, cluster, log, password)
            finally:
                server.terminate()
                server.wait()


@pytest.mark.parametrize(
    ("username", "path", "field"),
    [("author", NEW_CHAPTER, "body"), ("reader", COMMENT, "text"), ("", COMMENT, "text")],
    ids=["chapter", "comment", "comment of a guest"],
)
def test_text_comes_back_and_can_be_sent_again(
    username: str, path: str, field: str, site: Site
) -> None:
    visitor = site.visitor()
    if username:
        site.sign_in(visitor, username)
    text = f"{TEXT} As {username or 'Gus'} knew."
    typed = {field: [text], "title": ["Unsent"], "name": ["Gus"]}
    fields = site.form(visitor, path)
    fields |= {name: value for name, value in typed.items() if name in fields}
    site.cluster.stop()
    try:
        status, page, _url = site.post(visitor, path, fields)
    finally:
        site.cluster.start()
    assert status == 503 and "The site is unavailable" in page
    returned = fields_with_token(page)
    assert returned[field][0].splitlines() == text.splitlines()
    first, second = (site.post(visitor, path, returned) for _ in range(2))
    assert (first[0], second[0]) == (200, 200)
    assert first[2] == second[2]
    if field == "body":
        # Leads to the page of the only story.
        assert site.get(visitor, "/desk/chapters/chapter/").count(">Unsent<") == 1
    else:
        # The page of the comment: sending the form twice made one.
        assert text.splitlines()[-1] in second[1]


def test_script_is_told_that_the_text_is_still_on_the_page(site: Site) -> None:
    visitor = site.visitor()
    site.sign_in(visitor, "reader")
    fields = site.form(visitor, COMMENT) | {"text": ["Typed."]}
    site.cluster.stop()
    try:
        status, answer, _url = site.post(visitor, COMMENT, fields, Accept="application/json")
    finally:
        site.cluster.start()
    assert status == 503 and "still on the page" in json.loads(answer)["image"][0]


def test_log_has_the_request_and_the_whole_traceback(site: Site) -> None:
    site.cluster.stop()
    secret = "/drafts/a-secret-token/"
    try:
        status, page, _url = site.post(
            site.visitor(), f"{secret}?q=private", {"text": "Do not log me."}
        )
    finally:
        site.cluster.start()
    site.get(site.visitor(), "/stories/")
    lines = site.log_lines()
    errors = [line for line in lines if line["level"] == "ERROR"]
    assert errors and "Traceback (most recent call last)" in errors[-1]["exc_info"]
    assert "OperationalError" in errors[-1]["exc_info"]
    request = lines[-1]
    assert request["route"] == "stories/" and request["status"] == 200
    assert request["method"] == "GET" and request["user_id"] is None and request["duration_ms"] > 0
    whole = site.log.read_text()
    for private in (
        "a-secret-token",
        "private",
        "Do not log me",
        "Nobody was to know",
        "127.0.0.1",
    ):
        assert private not in whole.partition("Listening at")[2].partition("\n")[2]


def test_request_id_is_on_the_page_and_in_the_log(site: Site) -> None:
    visitor = site.visitor()
    fields = site.form(visitor, COMMENT)
    site.cluster.stop()
    try:
        _status, page, _url = site.post(visitor, COMMENT, fields)
    finally:
        site.cluster.start()
    request_id = re.search(r"number of the request: (\w+)", page)
    assert request_id and request_id[1] in {line["request_id"] for line in site.log_lines()}
