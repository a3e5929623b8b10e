"""Kept editions of a story are removed as soon as readers can see something else of it."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters import taking_down
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.moving import move_to_story
from serial.chapters.releases.releasing import revert_to_draft, set_release
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.editions import making, store
from serial.editions.loading import ChapterTexts, iter_texts
from serial.editions.pruning import UNUSED_PERIOD, prune_editions
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.conftest import MakeChapter, pen_name_of
from tests.editions.reading import all_text, download
from tests.editions.test_keeping import kept_files

URL, SECRET = "/downloads/the-lamp.epub", "xyzzysecret"
CaptureCallbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def secret(make_chapter: MakeChapter, reader_client: Client, editions: Path) -> Chapter:
    """A chapter that is in three kept files: the story, some chapters, and the plain text."""
    other, chapter = make_chapter("Others.", title="Known"), make_chapter(SECRET, title="Secret")
    for url in (URL, f"{URL}?first={other.pk}&last={chapter.pk}", "/downloads/the-lamp.txt"):
        assert SECRET in all_text(download(reader_client, url))
    assert len(kept_files(editions)) == 3
    return chapter


def revert(chapter: Chapter, _author: User) -> None:
    revert_to_draft(chapter)


def schedule(chapter: Chapter, _author: User) -> None:
    set_release(chapter, timezone.now() + timedelta(hours=1))


def take_down(chapter: Chapter, _author: User) -> None:
    taking_down.take_down(chapter, TakedownReason.RULES, None)


def delete(chapter: Chapter, _author: User) -> None:
    delete_chapter(chapter)


def move_away(chapter: Chapter, author: User) -> None:
    move_to_story([chapter], other_story(author).pk)


def edit(chapter: Chapter, author: User) -> None:
    save_text(chapter, ChapterText(body="Other words."), SaveInfo(by=author), based_on=1)


def other_story(author: User) -> Story:
    story = Story(title="Other")
    story.save_with_slug()
    add_first_credit(story, pen_name_of(author))
    return story


@pytest.mark.parametrize("change", [revert, schedule, take_down, delete, move_away, edit])
def test_withdrawn_text_is_in_no_kept_file(
    secret: Chapter,
    author: User,
    editions: Path,
    django_capture_on_commit_callbacks: CaptureCallbacks,
    change: Callable[[Chapter, User], None],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change(secret, author)
        # Others see the chapter until the transaction ends.
        assert len(kept_files(editions)) == 3
    assert kept_files(editions) == []


def test_files_of_other_stories_stay(
    secret: Chapter,
    author: User,
    editions: Path,
    make_chapter: MakeChapter,
    django_capture_on_commit_callbacks: CaptureCallbacks,
) -> None:
    chapter = make_chapter("Words.", story=other_story(author))
    with django_capture_on_commit_callbacks(execute=True):
        edit(chapter, author)
    assert len(kept_files(editions)) == 3


def test_chapter_that_is_withdrawn_while_a_file_is_made_is_not_in_it(
    secret: Chapter,
    reader_client: Client,
    editions: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: CaptureCallbacks,
) -> None:
    for path in kept_files(editions):
        path.unlink()
    withdrawn: list[Chapter] = []

    def read_and_withdraw(*arguments: Any) -> Iterator[ChapterTexts]:
        yield from iter_texts(*arguments)
        # After its text was read, and written into the file that is being made.
        if not withdrawn:
            withdrawn.append(secret)
            with django_capture_on_commit_callbacks(execute=True):
                delete_chapter(secret)

    monkeypatch.setattr(making, "iter_texts", read_and_withdraw)
    text = all_text(download(reader_client, URL))
    assert withdrawn and SECRET not in text and "Others." in text
    (kept,) = kept_files(editions)
    assert SECRET not in all_text(kept.read_bytes())


def test_killed_process_leaves_no_half_file_that_stays(editions: Path) -> None:
    pid = os.fork()
    if not pid:
        store.open_edition(1, "a", "1", ".txt", write_half_and_die)
    os.waitpid(pid, 0)
    (half,) = kept_files(editions)
    assert half.suffix == ".partial" and half.read_bytes() == b"half"
    # Its lock is free, nobody gets it, and the next to make one removes it.
    with store.open_edition(1, "a", "1", ".txt", write_whole) as file:
        assert file.read() == b"whole"
    assert [path.name for path in kept_files(editions)] == ["a-1.txt"]


def write_whole(file: BinaryIO) -> None:
    file.write(b"whole")


def write_half_and_die(file: BinaryIO) -> None:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.age_of_files
def test_old_files_of_killed_processes_are_removed(editions: Path, story: Story) -> None:
    half = store.edition_folder(story.pk) / "x.partial"
    book = editions / store.LOCK_FOLDER / "tmp1/book.typ"
    for path in (half, book):
        path.parent.mkdir(parents=True)
        path.touch()
    prune_editions({})
    assert half.exists() and book.exists()
    old = (timezone.now() - UNUSED_PERIOD - timedelta(hours=1)).timestamp()
    os.utime(half, (old, old))
    os.utime(book.parent, (old, old))
    prune_editions({})
    assert not half.exists() and not book.parent.exists()


def test_many_at_once_make_one_file(editions: Path) -> None:
    made: list[str] = []

    def make(file: BinaryIO) -> None:
        made.append("begun")
        file.write(b"whole")
        assert len(made) == 1

    def read(_number: int) -> bytes:
        with store.open_edition(1, "a", "1", ".txt", make) as file:
            return file.read()

    with ThreadPoolExecutor(16) as pool:
        contents = list(pool.map(read, range(64)))
    assert contents == [b"whole"] * 64 and made == ["begun"]
