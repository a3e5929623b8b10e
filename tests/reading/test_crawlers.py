"""Directives for crawlers: AI training, search engines and private paths."""

import re
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import User
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from serial.reading.robots import AI_CRAWLERS
from serial.stories.covers import draw_cover
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page
from tests.rolling_back import try_each
from tests.sampling import share

PAGES = ["/stories/the-lamp/", "/read/the-lamp/one/"]
NO_AI = "noai, noimageai"
# By SEARCH_ENGINES, AI_CRAWLERS, and whether the author opts out of search engines and of AI: the
# directives of the story's pages.
CASES = {
    ("author", "author", False, False): "",
    ("author", "author", True, False): "noindex",
    ("author", "author", False, True): NO_AI,
    ("author", "author", True, True): f"{NO_AI}, noindex",
    ("allow", "allow", True, True): "",
    ("refuse", "refuse", False, False): f"{NO_AI}, noindex",
    ("refuse", "allow", False, True): "noindex",
    ("allow", "refuse", True, False): NO_AI,
}


def ask(search: str, ai: str, *, opts_out: tuple[bool, bool]) -> AbstractContextManager[object]:
    """Returns a context with these settings of the site, and of all stories."""
    Story.objects.update(opts_out_of_search=opts_out[0], opts_out_of_ai_training=opts_out[1])
    return override_settings(SEARCH_ENGINES=search, AI_CRAWLERS=ai)


@pytest.fixture
def pages_of_lamp(lamp: Story, make_story: MakeStory, reader: User, media: Path) -> list[str]:
    """The pages and the drawn cover of a story with a comment, and the picture of another."""
    comment = CommentSubmission(
        chapter=lamp.chapters.get(), form_key=uuid4(), body="Good.", user=reader, seconds=60.0
    )
    post_comment(comment)
    draw_cover(lamp)
    lamp.refresh_from_db()
    (media / "covers" / "lamp.png").write_bytes(b"a picture")
    make_story("Oak", cover="covers/lamp.png")
    drawn = f"/media/covers/drawn/{lamp.drawn_cover}.svg"
    pages = [*PAGES, "/read/the-lamp/", "/read/the-lamp/one/comments/"]
    feeds = ["/stories/the-lamp/feed/", "/feed/", "/by/anna/feed/"]
    pictures = ["/stories/the-lamp/preview.png", "/media/covers/lamp.png", drawn]
    return [*pages, *feeds, *pictures, "/read/the-lamp/one/comments/?as=fragment"]


@pytest.mark.extended
@try_each("case", list(CASES))
def test_pages_and_pictures_of_a_story_say_what_site_and_author_ask(
    case: tuple[str, str, bool, bool], pages_of_lamp: list[str], guest_client: Client
) -> None:
    meta = f'<meta name="robots" content="{CASES[case]}">'
    with ask(*case[:2], opts_out=case[2:]):
        for page in share(pages_of_lamp, list(CASES).index(case), 4):
            response = guest_client.get(page)
            assert response.status_code == 200, page
            assert response.headers.get("X-Robots-Tag", "") == CASES[case], page
            assert response.headers["TDM-Reservation"] == str(int(NO_AI in CASES[case])), page
            if "html" in response.headers["Content-Type"] and "fragment" not in page:
                content = response.content.decode()
                assert meta in content if CASES[case] else 'name="robots"' not in content
        # What shows the story again is not listed in any case.
        response = guest_client.get("/read/the-lamp/one/comments/1/")
        assert response.headers["X-Robots-Tag"].endswith("noindex")
        assert 'noindex">' in response.content.decode()
        Story.objects.update(rating="mature")
        gate = guest_client.get("/stories/the-lamp/")
        assert gate.headers.get("X-Robots-Tag", "") == CASES[case]
        assert (meta in gate.content.decode()) is bool(CASES[case])


@pytest.mark.parametrize(
    ("search", "ai", "directives"),
    [
        ("author", "author", NO_AI),
        ("allow", "allow", ""),
        ("refuse", "refuse", f"{NO_AI}, noindex"),
    ],
)
def test_pages_of_no_story_say_what_the_site_asks(
    search: str, ai: str, directives: str, lamp: Story, guest_client: Client, media: Path
) -> None:
    (media / "people.png").write_bytes(b"a picture")
    with ask(search, ai, opts_out=(False, False)):
        for page in ("/", "/stories/", "/by/anna/", "/about/", "/accounts/login/"):
            headers = guest_client.get(page).headers
            assert headers.get("X-Robots-Tag", "") == directives, page
            assert headers["TDM-Reservation"] == str(int(NO_AI in directives)), page
        # Nobody knows which story a picture in a text belongs to.
        picture = guest_client.get("/media/people.png").headers.get("X-Robots-Tag", "")
        assert picture == (f"{NO_AI}, noindex" if search == "author" else directives)


def test_feed_of_several_stories_asks_what_one_of_them_does(
    lamp: Story, make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter(story=make_story("Oak"))
    Story.objects.update(opts_out_of_ai_training=False)
    Story.objects.filter(title="Oak").update(opts_out_of_search=True)
    assert guest_client.get("/feed/").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in guest_client.get("/stories/the-lamp/feed/").headers


def test_caches_fetch_a_page_again_whose_headers_changed(lamp: Story, guest_client: Client) -> None:
    """A cache that is told "not modified" keeps the headers that it has."""
    pages = ["/stories/the-lamp/feed/", "/read/the-lamp/one/comments/?as=fragment", "/about/"]
    for page in pages:
        etags = set()
        for case in CASES:
            with ask(*case[:2], opts_out=case[2:]):
                response = guest_client.get(page)
                etags.add(response.headers["ETag"])
                # Also the response that says so has them.
                headers = {"If-None-Match": response.headers["ETag"]}
                unmodified = guest_client.get(page, headers=headers)
                assert unmodified.status_code == 304
                for name in ("X-Robots-Tag", "TDM-Reservation"):
                    assert unmodified.headers.get(name) == response.headers.get(name), page
        assert len(etags) >= 4, page


def test_sitemap_has_no_story_that_search_engines_should_not_list(
    lamp: Story, make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter(story=make_story("Oak"))
    Story.objects.filter(pk=lamp.pk).update(opts_out_of_search=True)
    for kind in ("stories", "chapters"):
        page = get_page(guest_client, f"/sitemap-{kind}-0.xml")
        assert "/oak/" in page and "the-lamp" not in page
    with override_settings(SEARCH_ENGINES="allow"):
        assert "the-lamp" in get_page(guest_client, "/sitemap-chapters-0.xml")
    with override_settings(SEARCH_ENGINES="refuse"):
        for path in ("/sitemap.xml", "/sitemap-stories-0.xml"):
            assert guest_client.get(path).status_code == 404


def test_robots_txt_says_what_the_site_asks(lamp: Story, guest_client: Client) -> None:
    with ask("refuse", "refuse", opts_out=(False, False)):
        text = get_page(guest_client, "/robots.txt")
        assert "Sitemap" not in text and "Allow" not in text and "every page says noindex" in text
        # A page that must not be read is listed without its text.
        every, ai = text.split("\n\n")
        assert "Disallow: /\n" not in every and ai.endswith("\nDisallow: /\n")
    with ask("allow", "allow", opts_out=(True, True)):
        text = get_page(guest_client, "/robots.txt")
        assert "Sitemap: " in text and "GPTBot" not in text and "Disallow: /\n" not in text


def test_names_of_crawlers_are_product_tokens() -> None:
    """RFC 9309 allows letters, underscores and hyphens; digits are common, and no harm."""
    assert all(re.fullmatch(r"[\w-]+", name, re.ASCII) for name in AI_CRAWLERS)
    assert len({name.lower() for name in AI_CRAWLERS}) == len(AI_CRAWLERS)


@pytest.mark.parametrize(
    ("search", "ai", "fields", "sentence"),
    [
        ("author", "author", (True, True), "These are requests"),
        ("refuse", "author", (False, True), "This site asks search engines to list none"),
        ("author", "allow", (True, False), "AI crawlers may read every public story."),
    ],
)
def test_desk_and_about_page_say_what_authors_can_ask(
    search: str,
    ai: str,
    fields: tuple[bool, bool],
    sentence: str,
    lamp: Story,
    author_client: Client,
) -> None:
    with ask(search, ai, opts_out=(False, False)):
        form = get_page(author_client, f"/desk/stories/story/{lamp.pk}/advanced/")
        about = get_page(author_client, "/about/")
    assert ('name="opts_out_of_search"' in form, 'name="opts_out_of_ai_training"' in form) == fields
    assert sentence in form and sentence in about
    assert "no one can enforce them" in form and "no one can enforce them" in about


@pytest.mark.parametrize("page", PAGES)
def test_ai_training_is_disallowed_unless_the_author_allows_it(
    page: str, lamp: Story, guest_client: Client
) -> None:
    response = guest_client.get(page)
    assert response.headers["X-Robots-Tag"] == "noai, noimageai"
    assert response.headers["TDM-Reservation"] == "1"
    assert '<meta name="robots" content="noai, noimageai">' in response.content.decode()
    Story.objects.update(opts_out_of_ai_training=False)
    response = guest_client.get(page)
    assert "X-Robots-Tag" not in response.headers
    assert response.headers["TDM-Reservation"] == "0"
    assert 'name="robots"' not in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_unlisted_story_has_noindex(page: str, lamp: Story, guest_client: Client) -> None:
    Story.objects.update(visibility="unlisted")
    response = guest_client.get(page)
    assert response.headers["X-Robots-Tag"] == "noai, noimageai, noindex"
    assert 'content="noai, noimageai, noindex"' in response.content.decode()
    Story.objects.update(opts_out_of_ai_training=False)
    assert guest_client.get(page).headers["X-Robots-Tag"] == "noindex"


def test_robots_txt_disallows_private_paths(guest_client: Client, db: None) -> None:
    response = guest_client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    sitemap, all_crawlers, ai_crawlers = response.content.decode().split("\n\n")
    assert sitemap == "Sitemap: http://testserver/sitemap.xml"
    assert all_crawlers.startswith("User-agent: *\n")
    assert "Disallow: /desk/" in all_crawlers and "Disallow: /accounts/" in all_crawlers
    assert "User-agent: GPTBot" in ai_crawlers and ai_crawlers.endswith("\nDisallow: /\n")


def test_robots_txt_allows_ai_crawlers_stories_whose_author_allows_it(
    lamp: Story, guest_client: Client
) -> None:
    assert "the-lamp" not in get_page(guest_client, "/robots.txt")
    Story.objects.update(opts_out_of_ai_training=False)
    allowed = "Allow: /stories/the-lamp/\nAllow: /read/the-lamp/\n"
    assert allowed in get_page(guest_client, "/robots.txt")
    lamp.opts_out_of_ai_training = False
    lamp.save_with_slug("龙与剑")
    assert "Allow: /stories/%E9%BE%99%E4%B8%8E%E5%89%91/\n" in get_page(guest_client, "/robots.txt")


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_robots_txt_has_no_story_that_is_not_listed_for_guests(
    visibility: str, lamp: Story, guest_client: Client, author_client: Client
) -> None:
    Story.objects.update(opts_out_of_ai_training=False, visibility=visibility)
    for client in (guest_client, author_client):
        assert "the-lamp" not in get_page(client, "/robots.txt")


def test_robots_txt_has_a_story_from_its_first_release(
    make_story: MakeStory, make_chapter: MakeChapter, guest_client: Client
) -> None:
    story = make_story("Soon", opts_out_of_ai_training=False)
    make_chapter(story=story, release_in=timedelta(hours=1))
    assert "soon" not in get_page(guest_client, "/robots.txt")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "Allow: /stories/soon/" in get_page(guest_client, "/robots.txt")
