"""EPUBCheck and Ace find nothing in EPUBs with everything that authors can write."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.choices import TagKind
from serial.stories.covers import draw_cover
from serial.stories.models import Part, Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.editions.epub_checkers import find_faults, find_violations
from tests.editions.reading import download, open_epub
from tests.editions.test_pictures import store
from tests.editions.texts import EVERYTHING, HOSTILE_LINES

# Ace starts Chromium.
each_checker = pytest.mark.parametrize(
    "find", [find_faults, pytest.param(find_violations, marks=pytest.mark.long)]
)
LINE = " ".join(HOSTILE_LINES)[:290]
pytestmark = pytest.mark.extended


@each_checker
def test_epub_of_everything_has_no_fault(
    reader_client: Client,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    tmp_path: Path,
    find: Callable[[Path], list[str]],
) -> None:
    """With hostile lines wherever an author writes one, and the fonts."""
    story = make_story("The Lamp & <b>", summary="A *fire*. " + EVERYTHING, warnings=["death"])
    set_tags(story, {TagKind.GENRE: ["Gothic", "A & <i>"]})
    text = EVERYTHING.replace("a.png", store("a.png"))
    part = Part.objects.create(story=story, title=LINE)
    for number, line in enumerate(HOSTILE_LINES):
        chapter = make_chapter(
            text if number == 0 else "Words.",
            story=story,
            title=line,
            content_note=line,
            note_before=text if number == 0 else line,
            note_after=text if number == 0 else line,
        )
        if number in (1, 3):
            Chapter.objects.filter(pk=chapter.pk).update(part=part)
    draw_cover(story)
    Story.objects.update(title=LINE, content_notes=LINE, copyright_line=LINE[:200], cover_alt=LINE)
    url = f"/downloads/{story.slug}.literata.epub"
    open_epub(reader_client, url)
    (tmp_path / "a.epub").write_bytes(download(reader_client, url))
    assert find(tmp_path / "a.epub") == []


@pytest.mark.long
@each_checker
def test_epub_from_right_to_left_has_no_fault(
    reader_client: Client,
    make_chapter: MakeChapter,
    tmp_path: Path,
    find: Callable[[Path], list[str]],
) -> None:
    chapter = make_chapter("كلمات", title="ا")
    part = Part.objects.create(story=chapter.story, title=LINE)
    Chapter.objects.update(part=part)
    Story.objects.update(
        title=LINE, content_notes=LINE, copyright_line=LINE[:200], language="ar", cover_alt=LINE
    )
    url = f"/downloads/{chapter.story.slug}.epub"
    open_epub(reader_client, url)
    (tmp_path / "a.epub").write_bytes(download(reader_client, url))
    assert find(tmp_path / "a.epub") == []
