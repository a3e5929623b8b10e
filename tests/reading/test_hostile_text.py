"""The XSS corpus, in every field that readers see."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle, islice

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import CONTENT_NOTE_MAX_LENGTH, ChapterText
from serial.markup.sanitizing.characters import clean_source
from serial.stories.choices import Status
from serial.stories.models import Story
from serial.stories.models.story import TITLE_MAX_LENGTH
from tests.markup.xss_corpus import XSS_CASES
from tests.sampling import sample

FORBIDDEN_TAGS = {
    *("script", "iframe", "object", "embed", "style", "svg", "math", "base", "form", "input"),
}
FORBIDDEN_SCHEMES = ("javascript:", "data:", "vbscript:")
BATCH = 40
Pages = dict[str, Counter[str]]


class Dangers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN_TAGS:
            self.found.append(tag)
        for name, value in attrs:
            url = "".join((value or "").split()).lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action"} and url.startswith(FORBIDDEN_SCHEMES):
                self.found.append(f"{tag} {name}={value}")


def find_dangers(url: str) -> Counter[str]:
    parser = Dangers()
    parser.feed(Client().get(url).content.decode())
    return Counter(parser.found)


def batches(size: int = BATCH) -> Iterator[str]:
    for start in range(0, len(XSS_CASES), size):
        yield "\n\n".join(clean_source(case) for case in XSS_CASES[start : start + size])


@pytest.fixture
def pages(chapter: Chapter, story: Story) -> Pages:
    """The elements that each page has without hostile text: the reading panel is a form."""
    # A complete story is featured on the home page, with its summary.
    story.status = Status.COMPLETE
    story.save_with_slug()
    urls = [chapter.get_absolute_url(), story.get_absolute_url(), "/", "/stories/", "/by/anna/"]
    return {url: find_dangers(url) for url in urls}


def test_hostile_long_text_is_sanitized(
    chapter: Chapter, story: Story, author: User, pages: Pages
) -> None:
    pen_name = author.pen_names.get()
    for revision, hostile in enumerate(sample(list(batches())), start=1):
        text = ChapterText(body=hostile, note_before=hostile, note_after=hostile)
        save_text(chapter, text, SaveInfo(by=author), based_on=revision)
        story.summary = hostile
        story.save_with_slug()
        pen_name.biography = hostile
        pen_name.save_with_slug()
        for page, expected in pages.items():
            assert find_dangers(page) == expected, (page, hostile)


def test_hostile_lines_are_escaped(
    chapter: Chapter, story: Story, author: User, pages: Pages
) -> None:
    part = story.parts.create(title="x")
    chapter.part = part
    chapter.save()
    # With the part, which folds and has an icon.
    pages = {url: find_dangers(url) for url in list(pages)[:2]}
    lines = [clean_source(case).replace("\n", " ")[:200] or "x" for case in sample(XSS_CASES)]
    # Each line is in one field, and each field has a seventh of them.
    for revision, start in enumerate(range(0, len(lines), 7), start=1):
        title, note, *of_story, part_title = islice(cycle(lines), start, start + 7)
        text = ChapterText(
            title=title[:TITLE_MAX_LENGTH],
            content_note=note[:CONTENT_NOTE_MAX_LENGTH],
            body=str(revision),
        )
        save_text(chapter, text, SaveInfo(by=author), based_on=revision)
        names = ("title", "content_notes", "comment_prompt", "copyright_line")
        Story.objects.update(**dict(zip(names, of_story, strict=True)), cover_alt=of_story[0])
        story.parts.update(title=part_title)
        for page, expected in pages.items():
            assert find_dangers(page) == expected, lines[start : start + 7]
