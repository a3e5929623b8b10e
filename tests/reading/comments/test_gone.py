"""URLs of comments stay valid: they redirect after a slug change, or return 404 or 410."""

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
READABLE_PAGES = ["", "?as=fragment", "on/", "on/1/", "1/"]


@pytest.fixture
def base(chapter: Chapter, make_comment: MakeComment) -> str:
    make_comment("What I said.", paragraph=1)
    return f"{chapter.get_absolute_url()}comments/"


@pytest.mark.parametrize("page", PAGES)
def test_former_slug_redirects(
    page: str, base: str, chapter: Chapter, reader_client: Client
) -> None:
    set_slug(chapter, "elsewhere")
    response = reader_client.get(f"{base}{page}")
    assert response.status_code in {301, 308}
    assert response.headers["Location"] == f"/read/the-lamp/elsewhere/comments/{page}"
    assert reader_client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["", "1/", "on/1/", "write/"])
@pytest.mark.parametrize("what", ["chapter", "story"])
def test_comments_of_a_deleted_chapter_or_story_are_gone(
    what: str, page: str, base: str, chapter: Chapter, guest_client: Client
) -> None:
    if what == "chapter":
        delete_chapter(chapter)
    else:
        chapter.story.soft_delete()
    response = guest_client.get(f"{base}{page}")
    assert response.status_code == 410 and "What I said" not in response.content.decode()


@pytest.mark.parametrize("page", ["2/", "0/", "99999999999999999999/", "9" * 5_000 + "/", "-1/"])
def test_nonexistent_comment_is_not_found(page: str, base: str, guest_client: Client) -> None:
    assert guest_client.get(f"{base}{page}").status_code == 404


@pytest.mark.parametrize("page", READABLE_PAGES)
def test_comments_of_a_draft_are_not_found(
    page: str, base: str, chapter: Chapter, guest_client: Client, reader_client: Client
) -> None:
    set_release(chapter, None)
    for client in (guest_client, reader_client):
        response = client.get(f"{base}{page}")
        assert response.status_code == 404 and "What I said" not in response.content.decode()


@pytest.mark.parametrize(
    "page", [*READABLE_PAGES, "write/?paragraph=1", "write/?reply_to=1", "kudos/", "1/edit/"]
)
def test_guests_see_no_comments_of_a_members_only_story(
    page: str, base: str, guest_client: Client, reader_client: Client
) -> None:
    Story.objects.update(visibility="members")
    response = guest_client.get(f"{base}{page}")
    assert response.status_code == 404 and "What I said" not in response.content.decode()
    assert reader_client.get(f"{base}{page}").status_code == 200


@pytest.mark.parametrize("rating", ["mature", "explicit"])
@pytest.mark.parametrize("page", [*READABLE_PAGES, "write/?paragraph=1", "write/?reply_to=1"])
def test_mature_story_shows_the_age_gate_first(
    page: str, rating: str, base: str, guest_client: Client, reader: User, reader_client: Client
) -> None:
    Story.objects.update(rating=rating)
    for client in (guest_client, reader_client):
        age_gate = client.get(f"{base}{page}")
        content = age_gate.content.decode()
        assert age_gate.status_code == 200 and "mature=yes" in content
        assert "What I said" not in content and "Some words." not in content
        separator = "&" if "?" in page else "?"
        page_with_consent = client.get(f"{base}{page}{separator}mature=yes").content.decode()
        assert "What I said" in page_with_consent or "Some words." in page_with_consent
    Preferences.objects.create(user=reader, opens_adult_stories=True)
    content = reader_client.get(f"{base}{page}").content.decode()
    assert "What I said" in content or "Some words." in content


def test_links_carry_the_consent(base: str, guest_client: Client) -> None:
    Story.objects.update(rating="mature")
    page = guest_client.get(f"{base}?mature=yes").content.decode()
    assert f"{base}1/?mature=yes" in page and f"{base}write/?reply_to=1&amp;mature=yes" in page


def test_comments_of_other_chapters_are_not_shown(
    base: str, guest_client: Client, make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    other = make_chapter(title="Two")
    comment = make_comment("Only there.", chapter=other)
    assert comment.number == 1
    assert "Only there." not in guest_client.get(f"{base}1/").content.decode()
    assert "Only there." not in guest_client.get(base).content.decode()
    assert "Only there." in guest_client.get(comment.get_absolute_url()).content.decode()
