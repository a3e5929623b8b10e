"""The address of a comment works for good: it leads on, says what is gone, or that nothing was."""

import pytest
from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releasing import set_release
from serial.chapters.saving import set_slug
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter

PAGES = ["", "write/", "kudos/", "on/", "on/1/", "1/", "1/edit/"]
READ = ["", "?as=fragment", "on/", "on/1/", "1/"]


@pytest.fixture
def base(chapter: Chapter, make_comment: MakeComment) -> str:
    make_comment("What I said.", paragraph=1)
    return f"{chapter.get_absolute_url()}comments/"


@pytest.mark.parametrize("page", PAGES)
def test_a_former_address_leads_on(
    page: str, base: str, chapter: Chapter, reader_client: Client
) -> None:
    set_slug(chapter, "elsewhere")
    answer = reader_client.get(f"{base}{page}")
    assert answer.status_code in {301, 308}
    assert answer.headers["Location"] == f"/read/the-lamp/elsewhere/comments/{page}"
    assert reader_client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["", "1/", "on/1/", "write/"])
@pytest.mark.parametrize("what", ["chapter", "story"])
def test_what_was_taken_away_is_gone(
    what: str, page: str, base: str, chapter: Chapter, guest_client: Client
) -> None:
    if what == "chapter":
        delete_chapter(chapter)
    else:
        chapter.story.soft_delete()
    answer = guest_client.get(f"{base}{page}")
    assert answer.status_code == 410 and "What I said" not in answer.content.decode()


@pytest.mark.parametrize("page", ["2/", "0/", "99999999999999999999/", "9" * 5_000 + "/", "-1/"])
def test_what_never_was_is_not_found(page: str, base: str, guest_client: Client) -> None:
    assert guest_client.get(f"{base}{page}").status_code == 404


@pytest.mark.parametrize("page", READ)
def test_a_draft_has_none(
    page: str, base: str, chapter: Chapter, guest_client: Client, reader_client: Client
) -> None:
    set_release(chapter, None)
    for client in (guest_client, reader_client):
        answer = client.get(f"{base}{page}")
        assert answer.status_code == 404 and "What I said" not in answer.content.decode()


@pytest.mark.parametrize(
    "page", [*READ, "write/?paragraph=1", "write/?reply_to=1", "kudos/", "1/edit/"]
)
def test_a_members_only_story_shows_guests_nothing(
    page: str, base: str, guest_client: Client, reader_client: Client
) -> None:
    Story.objects.update(visibility="members")
    answer = guest_client.get(f"{base}{page}")
    assert answer.status_code == 404 and "What I said" not in answer.content.decode()
    assert reader_client.get(f"{base}{page}").status_code == 200


@pytest.mark.parametrize("rating", ["mature", "explicit"])
@pytest.mark.parametrize("page", [*READ, "write/?paragraph=1", "write/?reply_to=1"])
def test_a_mature_story_asks_first(
    page: str, rating: str, base: str, guest_client: Client, reader: User, reader_client: Client
) -> None:
    Story.objects.update(rating=rating)
    for client in (guest_client, reader_client):
        question = client.get(f"{base}{page}")
        shown = question.content.decode()
        assert question.status_code == 200 and "mature=yes" in shown
        assert "What I said" not in shown and "Some words." not in shown
        joint = "&" if "?" in page else "?"
        answered = client.get(f"{base}{page}{joint}mature=yes").content.decode()
        assert "What I said" in answered or "Some words." in answered
    Preferences.objects.create(user=reader, opens_adult_stories=True)
    shown = reader_client.get(f"{base}{page}").content.decode()
    assert "What I said" in shown or "Some words." in shown


def test_links_go_on_with_the_answer(base: str, guest_client: Client) -> None:
    Story.objects.update(rating="mature")
    page = guest_client.get(f"{base}?mature=yes").content.decode()
    assert f"{base}1/?mature=yes" in page and f"{base}write/?reply_to=1&amp;mature=yes" in page


def test_comments_of_other_chapters_are_not_here(
    base: str, guest_client: Client, make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    other = make_chapter(title="Two")
    there = make_comment("Only there.", chapter=other)
    assert there.number == 1
    assert "Only there." not in guest_client.get(f"{base}1/").content.decode()
    assert "Only there." not in guest_client.get(base).content.decode()
    assert "Only there." in guest_client.get(there.get_absolute_url()).content.decode()
