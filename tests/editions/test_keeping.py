"""Editions are kept by what they contain: the same text gives the same bytes, and 304."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.editions import store
from serial.editions.epub import writer
from serial.editions.loading import TextChanged, iter_texts, load_source
from serial.editions.pruning import UNUSED_PERIOD, prune_editions
from serial.editions.source import WHOLE
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.editions.reading import content_of, download, open_epub

URL = "/downloads/the-lamp.epub"


def kept_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*/*"))


def test_same_text_gives_the_same_bytes_and_another_text_others(
    reader_client: Client, author: User, editions: Path, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("Words.")
    first = reader_client.get(URL)
    content = content_of(first)
    for path in kept_files(editions):
        path.unlink()
    assert content_of(reader_client.get(URL)) == content
    save_text(chapter, ChapterText(body="Others."), SaveInfo(by=author), based_on=1)
    second = reader_client.get(URL)
    assert b"Others" in open_epub(reader_client).files[f"EPUB/chapters/c{chapter.pk}.xhtml"]
    assert second.headers["ETag"] != first.headers["ETag"]
    # The old text is not kept.
    assert len(kept_files(editions)) == 1


def test_kept_edition_is_not_made_again_nor_sent_again(
    reader_client: Client, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chapter("Words.")
    etag = reader_client.get(URL).headers["ETag"]
    monkeypatch.setattr(store, "_write", None)
    assert download(reader_client, URL)[:2] == b"PK"
    unchanged = reader_client.get(URL, headers={"If-None-Match": etag})
    assert unchanged.status_code == 304 and not unchanged.content
    assert unchanged.headers["ETag"] == etag and "Cache-Control" in unchanged.headers


@pytest.mark.parametrize(
    "change",
    [
        {"title": "The Other Lamp"},
        {"copyright_line": "CC0"},
        {"warnings": ["death"]},
        {"content_notes": "eels"},
        {"summary_html": "<p>Other.</p>"},
        {"language": "de"},
        {"status": "complete"},
        {"rating": "teen"},
        {"smart_punctuation": False},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_the_edition_shows_of_the_story_changes_it(
    reader_client: Client, make_chapter: MakeChapter, change: dict[str, object]
) -> None:
    make_chapter("Words.", title='A "word"')
    before = reader_client.get(URL).headers["ETag"]
    Story.objects.update(**change)
    assert reader_client.get(URL).headers["ETag"] != before


def test_only_one_process_makes_an_edition_and_others_get_told_to_wait(
    reader_client: Client, story: Story, make_chapter: MakeChapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_chapter("Words.")
    monkeypatch.setattr(store, "MAX_WAIT_SECONDS", 0.1)
    with store.one_at_a_time(str(story.pk % store._LOCKS)):
        busy = reader_client.get(URL)
    assert busy.status_code == 503 and busy.headers["Retry-After"] == "5"
    assert busy.headers["Cache-Control"] == "no-store"
    assert "Try again" in busy.content.decode()
    assert download(reader_client, URL)


def test_failed_edition_leaves_no_file(
    reader_client: Client,
    editions: Path,
    make_chapter: MakeChapter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_chapter("Words.")
    monkeypatch.setattr(writer, "Package", None)
    with pytest.raises(TypeError):
        reader_client.get(URL)
    assert kept_files(editions) == []


def test_chapter_that_changes_meanwhile_is_noticed(
    author: User, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("Words.")
    guest = AnonymousUser()
    source = load_source(story, guest, WHOLE)
    assert next(iter_texts(source, story.pk, guest, source.chapters)).body.endswith(">Words.</p>")
    save_text(chapter, ChapterText(body="Others."), SaveInfo(by=author), based_on=1)
    with pytest.raises(TextChanged):
        next(iter_texts(source, story.pk, guest, source.chapters))
    source = load_source(story, guest, WHOLE)
    Chapter.objects.update(deleted_at=timezone.now())
    with pytest.raises(TextChanged):
        next(iter_texts(source, story.pk, guest, source.chapters))


def test_only_a_few_editions_of_a_story_are_kept(
    reader_client: Client,
    editions: Path,
    make_chapter: MakeChapter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "MAX_PER_STORY", 2)
    pks = [make_chapter(title=f"{number}").pk for number in range(4)]
    for pk in pks:
        download(reader_client, f"{URL}?first={pks[0]}&last={pk}")
    assert len(kept_files(editions)) == 2


def test_number_of_queries_does_not_grow_with_chapters(
    reader_client: Client,
    make_chapter: MakeChapter,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(3):
        make_chapter()
    reader_client.get(URL)
    with django_assert_num_queries(6):
        reader_client.get(URL)
    for _number in range(5):
        make_chapter()
    reader_client.get(URL)
    with django_assert_num_queries(6):
        reader_client.get(URL)


@pytest.mark.age_of_files
def test_unused_editions_and_those_of_deleted_stories_are_removed(
    reader_client: Client, editions: Path, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter()
    reader_client.get(URL)
    prune_editions({})
    (kept,) = kept_files(editions)
    old = time.time() - (UNUSED_PERIOD + timedelta(hours=1)).total_seconds()
    os.utime(kept, (old, old))
    prune_editions({})
    assert kept_files(editions) == []
    reader_client.get(URL)
    story.soft_delete()
    prune_editions({})
    assert kept_files(editions) == [] and not store.edition_folder(story.pk).exists()
