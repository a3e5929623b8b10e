"""Sitemaps list all URLs that guests can find, split into small pages."""

from datetime import timedelta
from typing import cast

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from serial.chapters.models import Chapter
from serial.reading import sitemaps
from serial.stories.models import Story
from tests.conftest import MakeChapter


def locations(url: str) -> list[str]:
    response = Client().get(url)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert response.headers["Cache-Control"].startswith("public") and not response.cookies
    start, *items = response.content.decode().split("<loc>")
    assert f'xmlns="{sitemaps.NAMESPACE}"' in start
    return [item.partition("</loc>")[0].removeprefix("http://testserver") for item in items]


def all_locations() -> list[str]:
    """Of the works and their authors. tests/policies/ looks for the site's own documents."""
    pages = [page for page in locations("/sitemap.xml") if "policies" not in page]
    return [url for page in pages for url in locations(page)]


def test_sitemap_has_stories_chapters_and_authors(make_chapter: MakeChapter) -> None:
    make_chapter(title="One")
    make_chapter(title="龙")
    assert all_locations() == [
        "/stories/the-lamp/",
        "/read/the-lamp/one/",
        "/read/the-lamp/%E9%BE%99/",
        "/by/anna/",
    ]


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_sitemap_has_only_what_guests_can_find(visibility: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    Story.objects.update(visibility=visibility)
    assert all_locations() == []


def test_chapter_is_in_the_sitemap_from_its_release(make_chapter: MakeChapter) -> None:
    make_chapter(release_in=timedelta(hours=1))
    make_chapter(release_in=None)
    assert all_locations() == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "/read/the-lamp/chapter-1/" in all_locations()
        assert len(all_locations()) == 3


def test_full_sitemap_is_split_into_pages(
    make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MAX_SITEMAP_URLS", 2)
    chapters = [make_chapter() for _ in range(5)]
    urls = {chapter.get_absolute_url() for chapter in chapters}
    # Earlier tests used keys on PostgreSQL, so there are empty pages before these.
    first = (chapters[0].pk - 1) // 2
    pages = [page for page in locations("/sitemap.xml") if "chapters" in page][first:]
    locations_by_page = [locations(page) for page in pages]
    assert 2 < len(pages) <= 3 and max(map(len, locations_by_page)) <= 2
    assert {url for page in locations_by_page for url in page} == urls


def test_lastmod_is_when_the_text_changed(make_chapter: MakeChapter) -> None:
    chapter = make_chapter()
    Chapter.objects.filter(pk=chapter.pk).update(text_changed_at="2099-01-02T03:04:05Z")
    assert b"<lastmod>2099-01-02T03:04:05+00:00</lastmod>" in _get_chapters_sitemap().content


def _get_chapters_sitemap() -> HttpResponse:
    return cast(HttpResponse, Client().get("/sitemap-chapters-0.xml"))


@pytest.mark.parametrize("url", ["/sitemap-chapters-9.xml", "/sitemap-drafts-0.xml"])
def test_unknown_sitemap_is_not_found(url: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    assert Client().get(url).status_code == 404


def test_query_count_does_not_grow_with_the_chapters(
    make_chapter: MakeChapter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _ in range(count):
            make_chapter()
        with django_assert_num_queries(3):
            _get_chapters_sitemap()
