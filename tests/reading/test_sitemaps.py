"""Sitemaps: all that anyone may find, in parts that stay small."""

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


def locations(address: str) -> list[str]:
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("public") and not answer.cookies
    opening, *found = answer.content.decode().split("<loc>")
    assert f'xmlns="{sitemaps.NAMESPACE}"' in opening
    return [each.partition("</loc>")[0].removeprefix("http://testserver") for each in found]


def everything() -> list[str]:
    return [address for part in locations("/sitemap.xml") for address in locations(part)]


def test_stories_chapters_and_authors(make_chapter: MakeChapter) -> None:
    make_chapter(title="One")
    make_chapter(title="龙")
    assert everything() == [
        "/stories/the-lamp/",
        "/read/the-lamp/one/",
        "/read/the-lamp/%E9%BE%99/",
        "/by/anna/",
    ]


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_nothing_that_is_not_for_everyone(visibility: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    Story.objects.update(visibility=visibility)
    assert everything() == []


def test_a_chapter_is_there_from_its_moment(make_chapter: MakeChapter) -> None:
    make_chapter(release_in=timedelta(hours=1))
    make_chapter(release_in=None)
    assert everything() == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "/read/the-lamp/chapter-1/" in everything()
        assert len(everything()) == 3


def test_split_where_a_part_is_full(
    make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MAX_SITEMAP_URLS", 2)
    addresses = {make_chapter().get_absolute_url() for _ in range(5)}
    parts = [part for part in locations("/sitemap.xml") if "chapters" in part]
    found = [locations(part) for part in parts]
    assert len(parts) > 2 and max(map(len, found)) <= 2
    assert {address for part in found for address in part} == addresses


def test_the_day_that_the_words_changed(make_chapter: MakeChapter) -> None:
    chapter = make_chapter()
    Chapter.objects.filter(pk=chapter.pk).update(text_changed_at="2099-01-02T03:04:05Z")
    assert b"<lastmod>2099-01-02T03:04:05+00:00</lastmod>" in _chapters().content


def _chapters() -> HttpResponse:
    return cast(HttpResponse, Client().get("/sitemap-chapters-0.xml"))


@pytest.mark.parametrize("address", ["/sitemap-chapters-9.xml", "/sitemap-drafts-0.xml"])
def test_parts_that_are_not_there(address: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    assert Client().get(address).status_code == 404


def test_more_chapters_cost_no_more_queries(
    make_chapter: MakeChapter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _ in range(count):
            make_chapter()
        with django_assert_num_queries(3):
            _chapters()
