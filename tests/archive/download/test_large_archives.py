"""An archive needs the same memory and the same queries for any number of rows."""

import io
import tracemalloc
from collections.abc import Iterator
from zipfile import is_zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.archive.download.archive import Archive
from serial.archive.download.zip_stream import PIECE_BYTES, ZipEntry, zip_stream
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.reactions import set_kudos
from tests.archive.people import comment_on
from tests.conftest import MakeChapter

MEGABYTE = 1024 * 1024


def test_zip_is_not_held_in_memory() -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(640):
            yield bytes(PIECE_BYTES)

    entries = (ZipEntry(f"{number}.bin", pieces(), is_compressed=True) for number in range(2))
    tracemalloc.start()
    size = sum(map(len, zip_stream(entries)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 80 * MEGABYTE
    assert peak < MEGABYTE


def test_zip_that_breaks_off_is_not_valid() -> None:
    """Otherwise nobody would see that the rest is missing."""

    def broken() -> Iterator[bytes]:
        yield bytes(2 * PIECE_BYTES)
        raise OSError

    sent = bytearray()
    with pytest.raises(OSError):
        for piece in zip_stream([ZipEntry("1.bin", broken(), is_compressed=True)]):
            sent += piece
    assert len(sent) > PIECE_BYTES
    assert not is_zipfile(io.BytesIO(sent))


def count_queries(user: User) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _piece in Archive(user).stream():
            pass
    return len(queries)


def add_chapter(make_chapter: MakeChapter, author: User, reader: User) -> Chapter:
    chapter = make_chapter()
    for commenter in (author, reader):
        comment: Comment = comment_on(chapter, commenter, "A comment.")
        set_kudos(comment.chapter, commenter, "", given=True)
    return chapter


@pytest.mark.extended
def test_queries_do_not_grow_with_rows(
    make_chapter: MakeChapter, author: User, reader: User
) -> None:
    add_chapter(make_chapter, author, reader)
    before = count_queries(author)
    for _ in range(3):
        add_chapter(make_chapter, author, reader)
    assert count_queries(author) == before
