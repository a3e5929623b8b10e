"""The page that asks before followers are told of a chapter again, and what the desk says then."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.library.following import follow_author, follow_story
from tests.conftest import MakeChapter, client_of, make_user, pen_name_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def rewritten(author: User, make_chapter: MakeChapter) -> Chapter:
    """Has three followers: of the story, of the author, and of both."""
    chapter = make_chapter(title="Brackwater", release_in=-DAY)
    Chapter.objects.update(text_changed_at=timezone.now())
    people = [make_user(f"reader{number}") for number in range(3)]
    for user in people[:2]:
        follow_story(user, chapter.story)
    for user in people[1:]:
        follow_author(user, pen_name_of(author))
    return chapter


def url_of(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/announce/"


def test_page_says_how_many_are_told_and_asks(author_client: Client, rewritten: Chapter) -> None:
    page = author_client.get(url_of(rewritten)).content.decode()
    assert "3 followers will be told" in page and "the chapter was rewritten" in page
    rewritten.refresh_from_db()
    assert rewritten.announced_again_at is None


def test_page_says_if_nobody_follows(author_client: Client, make_chapter: MakeChapter) -> None:
    chapter = make_chapter(title="Brackwater", release_in=-DAY)
    Chapter.objects.update(text_changed_at=timezone.now())
    page = author_client.get(url_of(chapter)).content.decode()
    assert "Nobody follows this story yet" in page and "0 followers" not in page
    assert 'type="submit">Tell followers' not in page


def test_pressing_tells_once(author_client: Client, rewritten: Chapter) -> None:
    page = author_client.post(url_of(rewritten), follow=True).content.decode()
    assert "3 followers are told of “Brackwater” now" in page
    rewritten.refresh_from_db()
    moment = rewritten.announced_again_at
    assert moment is not None
    page = author_client.post(url_of(rewritten), follow=True).content.decode()
    assert "once in the life of a chapter" in page
    rewritten.refresh_from_db()
    assert rewritten.announced_again_at == moment
    page = author_client.get(url_of(rewritten)).content.decode()
    assert "once in the life of a chapter" in page and "<form class" not in page
    history = author_client.get(f"/desk/chapters/chapter/{rewritten.pk}/history/")
    assert "Followers told again." in history.content.decode()
    assert LogEntry.objects.filter(object_id=rewritten.pk).count() == 1
    editor = author_client.get(f"/desk/chapters/chapter/{rewritten.pk}/change/")
    assert "Followers were told again on" in editor.content.decode()


def test_menu_leads_there_from_released_chapters_only(
    author_client: Client, rewritten: Chapter, make_chapter: MakeChapter
) -> None:
    draft = make_chapter(release_in=None)
    for chapter, leads in ((rewritten, True), (draft, False)):
        menu = author_client.get(f"/desk/chapters/chapter/{chapter.pk}/menu/").content.decode()
        assert (url_of(chapter) in menu) is leads


def test_only_its_authors(
    rewritten: Chapter, other_author: User, reader: User, guest_client: Client
) -> None:
    for client in (client_of(other_author), client_of(reader), guest_client):
        assert client.post(url_of(rewritten)).status_code in {302, 403, 404}
    rewritten.refresh_from_db()
    assert rewritten.announced_again_at is None
