"""The editor's preview: for authors, with the rendering options of their own story."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory

PREVIEW_URL = "/desk/markdownx/markdownify/"


def test_preview_uses_the_language_of_the_story(
    author_client: Client, make_story: MakeStory
) -> None:
    german = make_story("Lampe", language="de")
    for query, expected in (("", "<p>“So”</p>"), (f"?story={german.pk}", '<p>"So"</p>')):
        response = author_client.post(PREVIEW_URL + query, {"content": '"So"'})
        assert response.content.decode() == expected


def test_story_of_another_author_is_not_found(other_author_client: Client, story: Story) -> None:
    for pk in (story.pk, 999, 0, -1, "x", "²", "9" * 30, "9" * 5_000):
        response = other_author_client.post(f"{PREVIEW_URL}?story={pk}", {"content": "x"})
        assert response.status_code == 404


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator"])
def test_only_authors_can_preview(visitor: str, request: pytest.FixtureRequest, db: None) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    response = client.post(PREVIEW_URL, {"content": "x"})
    assert response.status_code == 403 and "Your text is still here" in response.content.decode()


def test_request_without_csrf_token_is_refused(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(PREVIEW_URL, {"content": "x"}).status_code == 403


def test_bad_input_shows_a_message(author_client: Client) -> None:
    too_long = "x" * (BODY_MAX_LENGTH + 1)
    for data, status in (({}, 400), ({"content": too_long}, 413)):
        response = author_client.post(PREVIEW_URL, data)
        assert response.status_code == status and response.content


def test_preview_is_sanitized(author_client: Client) -> None:
    hostile = "a\0b <script>alert(1)</script> <img src=x onerror=alert(1)>"
    html = author_client.post(PREVIEW_URL, {"content": hostile}).content.decode()
    assert "script" not in html and "onerror" not in html and "ab" in html


def test_preview_respects_smart_punctuation(author_client: Client, make_story: MakeStory) -> None:
    plain = make_story("Plain", smart_punctuation=False)
    response = author_client.post(f"{PREVIEW_URL}?story={plain.pk}", {"content": '"So" -- no'})
    assert response.content.decode() == '<p>"So" -- no</p>'


def test_get_request_is_refused(author_client: Client, guest_client: Client) -> None:
    assert (
        author_client.get(PREVIEW_URL).status_code
        == guest_client.get(PREVIEW_URL).status_code
        == 405
    )


def test_superusers_preview_any_story(superuser_client: Client, make_story: MakeStory) -> None:
    plain = make_story("Plain", smart_punctuation=False)
    response = superuser_client.post(f"{PREVIEW_URL}?story={plain.pk}", {"content": '"So"'})
    assert response.content.decode() == '<p>"So"</p>'


def test_refusal_is_plain_text(other_author_client: Client, story: Story) -> None:
    # The editor shows the response in its preview, with any status.
    response = other_author_client.post(f"{PREVIEW_URL}?story={story.pk}", {"content": "x"})
    assert response.content.decode() == "You cannot edit this story."


def test_json_has_the_list_to_check(author_client: Client, make_story: MakeStory) -> None:
    german = make_story("Lampe", language="de")
    headers = {"Accept": "application/json"}
    data = {"content": '\U0001f389 *So <b>"it</b>', "field": "body"}
    response = author_client.post(PREVIEW_URL, data, headers=headers).json()
    assert response["html"] == author_client.post(PREVIEW_URL, data).content.decode()
    # The offsets count UTF-16 code units.
    assert 'href="#id_body" data-check data-start="3" data-end="4"' in response["checks"]
    assert response["checks"].count("data-check ") == 2
    url = f"{PREVIEW_URL}?story={german.pk}"
    assert author_client.post(url, data, headers=headers).json()["checks"].count("data-check ") == 1
    clean = {"content": "So.", "field": "body"}
    assert author_client.post(PREVIEW_URL, clean, headers=headers).json()["checks"] == ""


def test_list_to_check_is_limited_and_escaped(author_client: Client) -> None:
    data = {"content": "*a <Tag>\n\n" * 30, "field": '"><script>'}
    response = author_client.post(PREVIEW_URL, data, headers={"Accept": "application/json"})
    checks = response.json()["checks"]
    assert checks.count("data-check ") == 20 and "and 10 more" in checks
    assert "<script" not in checks and "<Tag" not in checks


def test_form_shows_the_list_of_the_saved_text(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("So *it was.", note_after='"Bye.')
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    page = author_client.get(url).content.decode()
    assert page.count("This asterisk has no partner") == 1
    assert '<a href="#id_note_after" data-check' in page
    make_chapter("So *it* was.")
    assert "data-check " not in author_client.get("/desk/chapters/chapter/add/").content.decode()
