"""The editor's conversion of pasted HTML: for authors, as JSON."""

import pytest
from django.test import Client

from accounts.models import User
from serial.manuscripts.splitting.author_notes import split_manuscript
from serial.markup.converting.conversion import MAX_LENGTH, MAX_TAGS, convert
from tests.rolling_back import try_each

CONVERT_URL = "/desk/markdownx/convert/"
PASTED = "<p>She had <i>never</i> seen it.</p><p><b>Bold</b> words.</p>"


def test_response_has_markdown_report_and_warnings(author_client: Client) -> None:
    response = author_client.post(CONVERT_URL, {"html": PASTED}).json()
    assert response["markdown"] == "She had *never* seen it.\n\n**Bold** words."
    assert response["report"]["source"]["words"] == response["report"]["result"]["words"] == 7
    assert response["warnings"] == []


def test_authors_need_no_story_of_their_own(other_author_client: Client) -> None:
    assert other_author_client.post(CONVERT_URL, {"html": PASTED}).status_code == 200


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator"])
def test_only_authors_can_convert(visitor: str, request: pytest.FixtureRequest, db: None) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    response = client.post(CONVERT_URL, {"html": PASTED})
    assert response.status_code == 403 and "Your text is still here" in response.json()["error"]


def test_request_without_csrf_token_is_refused(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(CONVERT_URL, {"html": PASTED}).status_code == 403


def test_get_request_is_refused(author_client: Client) -> None:
    assert author_client.get(CONVERT_URL).status_code == 405


def test_bad_input_shows_a_message(author_client: Client) -> None:
    too_long, too_many_tags = "x" * (MAX_LENGTH + 1), "<" * (MAX_TAGS + 1)
    for data, status in (({}, 400), ({"html": too_long}, 413), ({"html": too_many_tags}, 413)):
        response = author_client.post(CONVERT_URL, data)
        assert response.status_code == status and response.json()["error"]


def test_editor_says_where_to_convert(author_client: Client) -> None:
    page = author_client.get("/desk/chapters/chapter/add/").content.decode()
    assert f'data-convert-url="{CONVERT_URL}"' in page


@try_each(
    "html, warning",
    [
        (
            "<p>a<img alt='A lamp' src=x.png></p>",
            "1 picture was left out: A lamp. Add it with “Picture” above a chapter’s text.",
        ),
        ("<iframe src=x></iframe><video></video>a", "Left out: an embedded page, a video."),
        ("<p>a</p>" * 5 + "<p></p>" + "<p>a</p>" * 5, "A blank line was read as a scene break."),
        ("<p><u>a</u> b</p>", "Underlined text was made italic."),
        ("<p style='font-variant: small-caps'>a</p>", "Left out: small capitals."),
        (
            "<p>a <del cite=x datetime=y>b</del></p>",
            "The text has tracked changes: deleted words are struck through. Accept the changes "
            "in the other program and paste again, or remove them here.",
        ),
    ],
)  # fmt: skip
def test_author_is_told_what_changed(author_client: Client, html: str, warning: str) -> None:
    assert author_client.post(CONVERT_URL, {"html": html}).json()["warnings"] == [warning]


def test_manuscript_box_splits_converted_text() -> None:
    html = "<p><b>A/N:</b> Hello!</p><hr><p>She had <i>never</i> slept.</p><p>A/N: <i>Bye</i></p>"
    parts = split_manuscript(convert(html).markdown)
    assert (parts.note_before, parts.body, parts.note_after) == (
        "Hello!",
        "She had *never* slept.",
        "*Bye*",
    )
