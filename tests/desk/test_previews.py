"""The editor's preview: rendered as the page is, for authors, of their own stories."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.stories.models import Story
from tests.conftest import MakeStory

HERE = "/desk/markdownx/markdownify/"


def test_it_is_rendered_as_the_story_is(author_client: Client, make_story: MakeStory) -> None:
    german = make_story("Lampe", language="de")
    for query, expected in (("", "<p>“So”</p>"), (f"?story={german.pk}", '<p>"So"</p>')):
        answer = author_client.post(HERE + query, {"content": '"So"'})
        assert answer.content.decode() == expected


def test_it_asks_whose_story_it_is(other_author_client: Client, story: Story) -> None:
    for pk in (story.pk, 999, 0, -1, "x", "²", "9" * 30, "9" * 5_000):
        answer = other_author_client.post(f"{HERE}?story={pk}", {"content": "x"})
        assert answer.status_code == 404


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator"])
def test_only_authors_may(visitor: str, request: pytest.FixtureRequest, db: None) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    answer = client.post(HERE, {"content": "x"})
    assert answer.status_code == 403 and "your text is still here" in answer.content.decode()


def test_a_page_of_another_site_may_not(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(HERE, {"content": "x"}).status_code == 403


def test_bad_input_is_answered_in_words(author_client: Client) -> None:
    too_long = "x" * (BODY_MAX_LENGTH + 1)
    for data, status in (({}, 400), ({"content": too_long}, 413)):
        answer = author_client.post(HERE, data)
        assert answer.status_code == status and answer.content


def test_hostile_text_is_harmless(author_client: Client) -> None:
    hostile = "a\0b <script>alert(1)</script> <img src=x onerror=alert(1)>"
    html = author_client.post(HERE, {"content": hostile}).content.decode()
    assert "script" not in html and "onerror" not in html and "ab" in html


def test_it_does_not_curl_what_the_story_leaves_straight(
    author_client: Client, make_story: MakeStory
) -> None:
    plain = make_story("Plain", smart_punctuation=False)
    answer = author_client.post(f"{HERE}?story={plain.pk}", {"content": '"So" -- no'})
    assert answer.content.decode() == '<p>"So" -- no</p>'


def test_it_is_not_asked_for_by_address(author_client: Client, guest_client: Client) -> None:
    assert author_client.get(HERE).status_code == guest_client.get(HERE).status_code == 405


def test_superusers_preview_any_story_from_the_sites_admin(
    superuser_client: Client, make_story: MakeStory
) -> None:
    plain = make_story("Plain", smart_punctuation=False)
    answer = superuser_client.post(f"{HERE}?story={plain.pk}", {"content": '"So"'})
    assert answer.content.decode() == '<p>"So"</p>'


def test_what_is_refused_is_said_without_a_page_around_it(
    other_author_client: Client, story: Story
) -> None:
    # The editor puts the answer into its preview, whatever its status is.
    answer = other_author_client.post(f"{HERE}?story={story.pk}", {"content": "x"})
    assert answer.content.decode() == "This story is none of yours."
