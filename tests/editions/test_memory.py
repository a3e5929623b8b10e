"""Editions are written chapter by chapter: their memory does not grow with the story."""

import tempfile
import tracemalloc

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.editions.formats import FORMATS
from serial.editions.loading import CHAPTERS_PER_QUERY, iter_texts, load_source
from serial.editions.source import WHOLE
from serial.stories.models import Story

PARAGRAPH = "<p>Some words of a chapter that are not short, and <em>some more</em> of them.</p>\n"
BODY = PARAGRAPH * 100
# What a list of chapters needs without their texts, of which each has 8 kB.
BYTES_PER_CHAPTER = 2_500


@pytest.mark.extended
@pytest.mark.parametrize("name", ["epub", "html", "txt"])
def test_memory_does_not_grow_with_the_chapters(story: Story, name: str) -> None:
    few, many = 2 * CHAPTERS_PER_QUERY, 6 * CHAPTERS_PER_QUERY
    add_chapters(story, few)
    # Templates are loaded once.
    peak_of(story, name)
    peak = peak_of(story, name)
    add_chapters(story, many - few, after=few)
    assert peak_of(story, name) < peak + (many - few) * BYTES_PER_CHAPTER


def add_chapters(story: Story, count: int, after: int = 0) -> None:
    now = timezone.now()
    Chapter.objects.bulk_create(
        Chapter(
            story=story,
            slug=f"c{number}",
            position=number,
            number=number,
            body_html=BODY,
            release_at=now,
            revision=1,
        )
        for number in range(after + 1, after + count + 1)
    )


def peak_of(story: Story, name: str) -> int:
    """Returns the most bytes that Python had at once while it wrote the edition."""
    guest = AnonymousUser()
    tracemalloc.start()
    try:
        source = load_source(story, guest, WHOLE)
        with tempfile.TemporaryFile() as file:
            FORMATS[name].write(
                source, lambda chapters: iter_texts(source, story.pk, guest, chapters), file
            )
            assert file.tell() > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
