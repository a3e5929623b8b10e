"""URLs of comments stay valid: they redirect after a slug change, or return 404 or 410."""

from itertools import product

import pytest
from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.chapters.saving import set_slug
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter
from tests.sampling import share
from tests.shared_rows import shared_rows

PAGES = ["", "write/", "kudos/", "on/", "on/1/", "1/", "1/edit/"]
READABLE_PAGES = ["", "?as=fragment", "on/", "on/1/", "1/"]
WRITING_PAGES = ["write/?paragraph=1", "write/?reply_to=1"]


@shared_rows
def base(chapter: Chapter, make_comment: MakeComment) -> str:
    make_comment("What I said.", paragraph=1)
    return f"{chapter.get_absolute_url()}comments/"


def test_former_slug_redirects(base: str, chapter: Chapter, reader_client: Client) -> None:
    set_slug(chapter, "elsewhere")
    for page in PAGES:
        response = reader_client.get(f"{base}{page}")
        assert response.status_code in {301, 308}, page
        assert response.headers["Location"] == f"/read/the-lamp/elsewhere/comments/{page}"
        assert reader_client.get(response.headers["Location"]).status_code == 200, page


@pytest.mark.parametrize("what", ["chapter", "story"])
def test_comments_of_a_deleted_chapter_or_story_are_gone(
    what: str, base: str, chapter: Chapter, guest_client: Client
) -> None:
    if what == "chapter":
        delete_chapter(chapter)
    else:
        chapter.story.soft_delete()
    for page in ["", "1/", "on/1/", "write/"]:
        response = guest_client.get(f"{base}{page}")
        assert response.status_code == 410, page
        assert "What I said" not in response.content.decode(), page


def test_nonexistent_comment_is_not_found(base: str, guest_client: Client) -> None:
    for page in ["2/", "0/", "99999999999999999999/", "9" * 5_000 + "/", "-1/"]:
        assert guest_client.get(f"{base}{page}").status_code == 404, page


def test_comments_of_a_draft_are_not_found(
    base: str, chapter: Chapter, guest_client: Client, reader_client: Client
) -> None:
    set_release(chapter, None)
    for page, client in product(READABLE_PAGES, (guest_client, reader_client)):
        response = client.get(f"{base}{page}")
        assert response.status_code == 404, page
        assert "What I said" not in response.content.decode(), page


def test_guests_see_no_comments_of_a_members_only_story(
    base: str, guest_client: Client, reader_client: Client
) -> None:
    Story.objects.update(visibility="members")
    for page in [*READABLE_PAGES, *WRITING_PAGES, "kudos/", "1/edit/"]:
        response = guest_client.get(f"{base}{page}")
        assert response.status_code == 404, page
        assert "What I said" not in response.content.decode(), page
        assert reader_client.get(f"{base}{page}").status_code == 200, page


@pytest.mark.parametrize("rating", ["mature", "explicit"])
def test_mature_story_shows_the_age_gate_first(
    rating: str, base: str, guest_client: Client, reader: User, reader_client: Client
) -> None:
    Story.objects.update(rating=rating)
    turn = ("mature", "explicit").index(rating)
    pages = [*READABLE_PAGES, *WRITING_PAGES]
    visits = list(product((guest_client, reader_client), pages))
    for client, page in share(visits, turn, 2):
        age_gate = client.get(f"{base}{page}")
        content = age_gate.content.decode()
        assert age_gate.status_code == 200 and "mature=yes" in content, page
        assert "What I said" not in content and "Some words." not in content, page
        separator = "&" if "?" in page else "?"
        page_with_consent = client.get(f"{base}{page}{separator}mature=yes").content.decode()
        assert "What I said" in page_with_consent or "Some words." in page_with_consent, page
    Preferences.objects.create(user=reader, opens_adult_stories=True)
    for page in share(pages, turn, 2):
        content = reader_client.get(f"{base}{page}").content.decode()
        assert "What I said" in content or "Some words." in content, page


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
