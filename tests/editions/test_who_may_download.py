"""Who may download a story: its authors decide. Every visitor, every route, every choice."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import PenName, User
from serial.desk.stories import story_form
from serial.library.following import follow_author, follow_story
from serial.stories.choices import DownloadFormat
from serial.stories.models import Story
from tests.conftest import MakeChapter, pen_name_of
from tests.desk.forms import form_fields
from tests.editions.reading import download

FILE, PAGE, STORY_PAGE = "/downloads/the-lamp.epub", "/downloads/the-lamp/", "/stories/the-lamp/"
PEOPLE = ("guest", "reader", "other_author", "author", "moderator")
BUTTON = 'class="button" rel="nofollow" href="/downloads/the-lamp/'


@pytest.fixture
def clients(request: pytest.FixtureRequest, make_chapter: MakeChapter) -> dict[str, Client]:
    make_chapter("Words.")
    return {person: request.getfixturevalue(f"{person}_client") for person in PEOPLE}


def offer(response: Any) -> str:
    """Returns what the story's page offers: "menu", "page" or "nothing"."""
    html = response.content.decode()
    if 'href="/downloads/the-lamp.epub"' in html:
        return "menu"
    return "page" if "/downloads/" in html else "nothing"


@pytest.mark.parametrize(
    ("choice", "files", "pages", "offers"),
    [
        ("everyone", "200 200 200 200 200", "200 200 200 200 200", "menu menu menu menu menu"),
        ("members", "302 200 200 200 200", "200 200 200 200 200", "page menu menu menu menu"),
        ("followers", "302 302 302 200 302", "200 200 200 200 200", "page page page menu page"),
        (
            *("nobody", "302 302 302 200 302", "404 404 404 200 404"),
            "nothing nothing nothing menu nothing",
        ),
    ],
)
def test_authors_choose_who_may(
    clients: dict[str, Client], choice: str, files: str, pages: str, offers: str
) -> None:
    Story.objects.update(downloads=choice)
    for url, expected in ((FILE, files), (PAGE, pages)):
        statuses = [str(client.get(url).status_code) for client in clients.values()]
        assert statuses == expected.split(), url
    assert [offer(client.get(STORY_PAGE)) for client in clients.values()] == offers.split()


@pytest.mark.parametrize("by", ["story", "author"])
def test_followers_may(
    reader_client: Client,
    reader: User,
    author: User,
    story: Story,
    make_chapter: MakeChapter,
    by: str,
) -> None:
    make_chapter("Words.")
    Story.objects.update(downloads="followers")
    page = reader_client.get(PAGE).content.decode()
    assert "Follow" in page and 'value="/downloads/the-lamp/"' in page
    if by == "story":
        response = reader_client.post(f"{STORY_PAGE}follow/", {"follow": "yes", "next": PAGE})
        assert response.headers["Location"].startswith(PAGE)
    else:
        follow_author(reader, PenName.objects.get(user=author))
    assert download(reader_client, FILE) and offer(reader_client.get(STORY_PAGE)) == "menu"


def test_guest_is_asked_to_sign_in_and_comes_back(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    assert guest_client.get(FILE).headers["Location"] == PAGE
    page = guest_client.get(PAGE)
    assert '/accounts/login/?next=%2Fdownloads%2Fthe-lamp%2F"' in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_formats_that_are_off_are_not_there(
    reader_client: Client, author_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    Story.objects.update(download_formats=[])
    for client in (reader_client, author_client):
        assert client.get(FILE).status_code == client.get(PAGE).status_code == 404
        assert offer(client.get(STORY_PAGE)) == "nothing"
    assert reader_client.get("/downloads/the-lamp.exe").status_code == 404


def test_story_without_released_chapters_has_no_downloads(
    author_client: Client, reader_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.", release_in=None)
    for client in (author_client, reader_client):
        assert client.get(FILE).status_code == client.get(PAGE).status_code == 404
        assert offer(client.get(STORY_PAGE)) == "nothing"


def test_author_changes_the_settings(
    author_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_form, "offered_formats", lambda: [DownloadFormat.EPUB])
    story = make_chapter("Words.").story
    Story.objects.update(download_formats=["epub", "pdf"])
    url = f"/desk/stories/story/{story.pk}/advanced/"
    page = author_client.get(url)
    assert "Signed-in members" in page.content.decode()
    data = form_fields(page.content.decode())
    author_client.post(url, {**data, "downloads": "everyone", "download_formats": []})
    story.refresh_from_db()
    assert story.downloads == "everyone" and story.download_formats == ["pdf"]
    author_client.post(url, {**data, "downloads": "everyone", "download_formats": ["epub"]})
    story.refresh_from_db()
    assert story.download_formats == ["epub", "pdf"]
    response = author_client.post(url, {**data, "downloads": "robots", "download_formats": ["x"]})
    assert response.status_code == 200
    story.refresh_from_db()
    assert story.downloads == "everyone"


def test_headers_for_caches_and_crawlers(
    guest_client: Client, reader_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    Story.objects.update(downloads="everyone")
    public, private = guest_client.get(FILE), reader_client.get(FILE)
    assert public.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    assert private.headers["Cache-Control"] == "private, no-cache"
    for response in (public, private):
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["TDM-Reservation"] == "1"
        assert "Cookie" in response.headers["Vary"]
        assert response.headers["Content-Type"] == "application/epub+zip"
        assert 'attachment; filename="the-lamp.epub"' in response.headers["Content-Disposition"]
        assert "Content-Encoding" not in response.headers and response.headers["Content-Length"]
    assert "robots.txt" and guest_client.get("/sitemap.xml").content.count(b"downloads") == 0


def test_former_slug_redirects(
    reader_client: Client, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    story.save_with_slug("the-lantern")
    response = reader_client.get(f"{FILE}?first=1&last=1")
    assert response.status_code == 301
    assert response.headers["Location"] == "/downloads/the-lantern.epub?first=1&last=1"
    assert reader_client.get(PAGE).headers["Location"] == "/downloads/the-lantern/"


def test_followers_of_the_story_are_not_those_of_others(
    reader_client: Client, reader: User, other_author: User, make_chapter: MakeChapter
) -> None:
    make_chapter("Words.")
    Story.objects.update(downloads="followers")
    follow_author(reader, pen_name_of(other_author))
    assert reader_client.get(FILE).status_code == 302
    follow_story(reader, Story.objects.get())
    assert reader_client.get(FILE).status_code == 200
