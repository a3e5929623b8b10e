"""PostgreSQL stops under a running site: nothing typed is lost, and the log says what happened."""

import json
import re

import pytest

from tests.deploy.conftest import PAGE
from tests.deploy.running_site import Site, fields_with_token

TEXT = "It was early.\n\nNobody was to know."
NEW_CHAPTER = "/desk/chapters/chapter/add/?story=1"
COMMENT = f"{PAGE}comments/write/"


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
    with site.without_database():
        status, page, _url = site.post(visitor, path, fields)
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
    with site.without_database():
        status, answer, _url = site.post(visitor, COMMENT, fields, Accept="application/json")
    assert status == 503 and "still on the page" in json.loads(answer)["image"][0]


def test_log_has_the_request_and_the_whole_traceback(site: Site) -> None:
    secret = "/drafts/a-secret-token/"
    with site.without_database():
        status, page, _url = site.post(
            site.visitor(), f"{secret}?q=private", {"text": "Do not log me."}
        )
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
    with site.without_database():
        _status, page, _url = site.post(visitor, COMMENT, fields)
    request_id = re.search(r"number of the request: (\w+)", page)
    assert request_id and request_id[1] in {line["request_id"] for line in site.log_lines()}
