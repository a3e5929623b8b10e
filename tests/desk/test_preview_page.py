"""The preview of unsaved text on the real reading page."""

import re

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory

PREVIEW_URL = "/desk/chapters/chapter/preview/"


def body_of(page: str) -> str:
    """Returns the chapter's HTML without the paragraph ids."""
    html = page.partition("data-body")[2].partition(">")[2].partition("</div>")[0]
    return re.sub(r' id="[^"]*"', "", html)


def test_preview_equals_the_public_page(
    author_client: Client, guest_client: Client, make_chapter: MakeChapter
) -> None:
    text = {"title": "Dawn", "body": '"So—" *he* said.\n\n***\n\nEnd.', "note_after": "Bye"}
    chapter = make_chapter(title="Dusk", body="Old.")
    preview = author_client.post(f"{PREVIEW_URL}?chapter={chapter.pk}", text).content.decode()
    assert "preview" in preview.lower() and "Dawn" in preview and "Old." not in preview
    later = make_chapter(**text)
    page = guest_client.get(later.get_absolute_url()).content.decode()
    assert body_of(preview) == body_of(page) != ""
    assert "Bye" in preview


def test_preview_saves_nothing(author_client: Client, chapter: Chapter) -> None:
    before = Chapter.objects.values().get()
    author_client.post(f"{PREVIEW_URL}?chapter={chapter.pk}", {"body": "Other."})
    assert Chapter.objects.values().get() == before
    assert chapter.revisions.count() == 1


def test_preview_of_an_unsaved_chapter(
    author_client: Client, story: Story, make_story: MakeStory
) -> None:
    german = make_story("Lampe", language="de")
    for chosen, expected in ((story, "“So”"), (german, '"So"')):
        response = author_client.post(PREVIEW_URL, {"story": chosen.pk, "body": '"So"'})
        assert response.status_code == 200
        page = response.content.decode()
        assert f"<p>{expected}</p>" in body_of(page) and "Chapter 1" in page
    assert not Chapter.objects.exists()


def test_preview_is_not_cached(author_client: Client, chapter: Chapter) -> None:
    response = author_client.post(f"{PREVIEW_URL}?chapter={chapter.pk}", {"body": "Other."})
    assert "no-store" in response.headers["Cache-Control"]


def test_new_chapter_without_story_shows_what_to_do(author_client: Client) -> None:
    response = author_client.post(PREVIEW_URL, {"body": "Words."})
    assert response.status_code == 400 and "Choose the story" in response.content.decode()


def test_too_long_text_is_refused(author_client: Client, story: Story) -> None:
    data = {"story": story.pk, "body": "x" * (BODY_MAX_LENGTH + 1)}
    response = author_client.post(PREVIEW_URL, data)
    assert response.status_code == 413 and "too long" in response.content.decode()


def test_preview_is_sanitized(author_client: Client, story: Story) -> None:
    data = {"story": story.pk, "title": "<script>x</script>", "body": "<script>x</script>"}
    page = author_client.post(PREVIEW_URL, data).content.decode()
    assert "<script>x" not in page


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_other_users_cannot_preview(
    visitor: str, chapter: Chapter, author: User, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    for query, data in ((f"?chapter={chapter.pk}", {}), ("", {"story": chapter.story_id})):
        response = client.post(PREVIEW_URL + query, {"body": "x", **data})
        assert response.status_code in {403, 404}


def test_preview_lists_what_to_check(author_client: Client, story: Story) -> None:
    data = {
        "story": story.pk,
        "body": "So *it was.\n\n<blink>x</blink>",
        "note_before": "A.\nB.\nC.",
    }
    page = author_client.post(PREVIEW_URL, data).content.decode()
    assert "This asterisk has no partner" in page and "Readers do not see this tag" in page
    assert "has no empty lines" in page and 'name="_lines"' not in page
    clean = author_client.post(PREVIEW_URL, {**data, "body": "So.", "note_before": ""})
    assert 'class="checks"' not in clean.content.decode()
