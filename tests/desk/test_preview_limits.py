"""How much text an author may have rendered or converted in a minute."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.desk.editor import preview_limits
from serial.web.rate_limits import RateLimit
from tests.desk.forms import open_form

EDITOR_URL = "/desk/markdownx/markdownify/"
CONVERSION_URL = "/desk/markdownx/convert/"
PREVIEW_PAGE = "/desk/chapters/chapter/preview/"


@pytest.fixture(autouse=True)
def three_units(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("desk.editor.markdownx_views", "desk.chapters.preview_page"):
        monkeypatch.setattr(f"serial.{module}.PREVIEWS", RateLimit("previews", 3))
    monkeypatch.setattr("serial.desk.editor.conversion_view.CONVERSIONS", RateLimit("c", 3))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It stands ten seconds after the beginning of a minute."""
    with time_machine.travel(timezone.now().replace(second=10), tick=False) as clock:
        yield clock


def preview(client: Client, text: str = "*Words*") -> int:
    return client.post(EDITOR_URL, {"content": text}).status_code


def test_each_author_has_their_own_limit(
    author_client: Client, other_author_client: Client
) -> None:
    assert [preview(author_client) for _ in range(5)] == [200, 200, 200, 429, 429]
    assert preview(other_author_client) == 200


def test_refusal_says_when_the_preview_comes_back(
    author_client: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(3):
        preview(author_client)
    response = author_client.post(EDITOR_URL, {"content": "x"})
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "The next preview is possible in 50 seconds." in response.content.decode()
    assert response.headers["Retry-After"] == "50"
    clock.shift(49)
    assert preview(author_client) == 429
    clock.shift(1)
    assert preview(author_client) == 200


def test_long_text_counts_more(author_client: Client) -> None:
    text = "word " * (2 * preview_limits.CHARACTERS_PER_UNIT // 5)
    assert [preview(author_client, text) for _ in range(2)] == [200, 200]
    assert preview(author_client) == 429


def test_no_text_is_too_long_for_the_limit(author_client: Client) -> None:
    assert preview(author_client, "word " * (9 * preview_limits.CHARACTERS_PER_UNIT // 5)) == 200


def test_preview_page_has_the_same_limit(author_client: Client, chapter: Chapter) -> None:
    url = f"{PREVIEW_PAGE}?chapter={chapter.pk}"
    for _ in range(3):
        assert author_client.post(url, {"body": "Words."}).status_code == 200
    response = author_client.post(url, {"body": "Words."})
    page = response.content.decode()
    assert response.status_code == 429 and int(response.headers["Retry-After"]) <= 60
    assert "Your text is still here." in page and "Then reload this page." in page
    assert preview(author_client) == 429


def test_conversions_have_a_limit_of_their_own(author_client: Client) -> None:
    for _ in range(3):
        assert author_client.post(CONVERSION_URL, {"html": "<p>x"}).status_code == 200
    response = author_client.post(CONVERSION_URL, {"html": "<p>x"})
    assert response.status_code == 429 and "Try again" in response.json()["error"]
    assert preview(author_client) == 200


def test_saving_has_no_limit(author_client: Client, chapter: Chapter) -> None:
    for _ in range(4):
        preview(author_client)
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    data = {**open_form(author_client, url), "body": "Saved."}
    assert author_client.post(url, data).status_code == 302
    chapter.refresh_from_db()
    assert chapter.body == "Saved."
