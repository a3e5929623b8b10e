"""What is typed, on the real reading page, before it is saved."""

import re

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import BODY_MAX_LENGTH
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory

HERE = "/desk/chapters/chapter/preview/"


def body_of(page: str) -> str:
    """The chapter's text, without the ids that its paragraphs have in this chapter alone."""
    html = page.partition("data-body")[2].partition(">")[2].partition("</div>")[0]
    return re.sub(r' id="[^"]*"', "", html)


def test_it_is_the_page_that_readers_will_get(
    author_client: Client, guest_client: Client, make_chapter: MakeChapter
) -> None:
    text = {"title": "Dawn", "body": '"So—" *he* said.\n\n***\n\nEnd.', "note_after": "Bye"}
    chapter = make_chapter(title="Dusk", body="Old.")
    preview = author_client.post(f"{HERE}?chapter={chapter.pk}", text).content.decode()
    assert "preview" in preview.lower() and "Dawn" in preview and "Old." not in preview
    later = make_chapter(**text)
    page = guest_client.get(later.get_absolute_url()).content.decode()
    assert body_of(preview) == body_of(page) != ""
    assert "Bye" in preview


def test_nothing_is_saved_by_it(author_client: Client, chapter: Chapter) -> None:
    before = Chapter.objects.values().get()
    author_client.post(f"{HERE}?chapter={chapter.pk}", {"body": "Other."})
    assert Chapter.objects.values().get() == before
    assert chapter.revisions.count() == 1


def test_a_chapter_that_was_never_saved(
    author_client: Client, story: Story, make_story: MakeStory
) -> None:
    german = make_story("Lampe", language="de")
    for one, expected in ((story, "“So”"), (german, '"So"')):
        answer = author_client.post(HERE, {"story": one.pk, "body": '"So"'})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert f"<p>{expected}</p>" in body_of(page) and "Chapter 1" in page
    assert not Chapter.objects.exists()


def test_it_is_kept_by_no_cache(author_client: Client, chapter: Chapter) -> None:
    answer = author_client.post(f"{HERE}?chapter={chapter.pk}", {"body": "Other."})
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_new_chapter_of_no_story_is_told_what_to_do(author_client: Client) -> None:
    answer = author_client.post(HERE, {"body": "Words."})
    assert answer.status_code == 400 and "Choose the story" in answer.content.decode()


def test_what_is_longer_than_a_chapter(author_client: Client, story: Story) -> None:
    data = {"story": story.pk, "body": "x" * (BODY_MAX_LENGTH + 1)}
    answer = author_client.post(HERE, data)
    assert answer.status_code == 413 and "too long" in answer.content.decode()


def test_text_that_would_do_harm_does_none(author_client: Client, story: Story) -> None:
    data = {"story": story.pk, "title": "<script>x</script>", "body": "<script>x</script>"}
    page = author_client.post(HERE, data).content.decode()
    assert "<script>x" not in page


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_nobody_else_may(
    visitor: str, chapter: Chapter, author: User, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    for where, data in ((f"?chapter={chapter.pk}", {}), ("", {"story": chapter.story_id})):
        answer = client.post(HERE + where, {"body": "x", **data})
        assert answer.status_code in {403, 404}
