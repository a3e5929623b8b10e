"""Paragraph ids in long texts and in a real chapter."""

import re

import pytest

from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory
from serial.markup.rendering import Options, render
from tests.bench.bench_aligning import edit_texts
from tests.bench.bench_rendering import generate_prose
from tests.markup.versions import Version


def numbered(name: str, count: int) -> list[str]:
    return [" ".join(f"{name}{n}w{i}" for i in range(9)) for n in range(count)]


def test_ids_stay_if_every_paragraph_is_edited() -> None:
    version = Version.first(numbered("a", 60))
    assert version.next(re.sub("w5", "", text) for text in version.texts).ids == version.ids


def test_ids_are_new_if_every_paragraph_is_rewritten() -> None:
    version = Version.first(numbered("a", 60))
    assert min(version.next(numbered("b", 60)).ids) == 61


def test_short_lines_keep_their_ids_between_rewritten_paragraphs() -> None:
    """Their number is the same, so each keeps its id."""

    def with_short_lines(name: str) -> list[str]:
        return [line for text in numbered(name, 100) for line in (text, "“No.”")]

    version = Version.first(with_short_lines("a"))
    assert version.next(with_short_lines("b")).ids[1::2] == version.ids[1::2]


def test_chapter_merged_into_one_paragraph() -> None:
    version = Version.first([*numbered("a", 500), "the largest of all of them " * 9])
    later = version.next([" ".join(version.texts)])
    assert later.ids == (501,)
    assert later.history.absorbed == dict.fromkeys(range(1, 501), 501)
    assert later.next(version.texts).ids == version.ids


@pytest.mark.extended
def test_history_keeps_only_the_newest_former_ids() -> None:
    lines = numbered("a", 5_100)
    first = Version.first(lines).next(["One."]).history.former_ids
    assert sum(map(len, first.values())) == 5_000
    assert text_digest(lines[99]) not in first
    assert {text_digest(lines[100]), text_digest(lines[-1])} <= first.keys()
    second = Version.first(lines).next(["One."]).next(["Two."]).history.former_ids
    assert first.keys() - second.keys() == {text_digest(lines[100])}
    assert second.keys() - first.keys() == {text_digest("One.")}


def test_history_is_the_same_after_json() -> None:
    assert ParagraphHistory.from_json({}) == ParagraphHistory()
    text = [
        block.text for block in split_into_blocks(render(generate_prose(2_000), Options()).html)
    ]
    history = Version.first(text).next(edit_texts(text)).history
    assert history.former_ids and history.deleted
    assert ParagraphHistory.from_json(history.as_json()) == history


@pytest.fixture(scope="module")
def chapter() -> list[str]:
    html = render(generate_prose(4_000), Options()).html
    return [block.text for block in split_into_blocks(html)]


def test_chapter_with_many_edits(chapter: list[str]) -> None:
    version = Version.first(chapter)
    new = edit_texts(chapter)
    later = version.next(new)
    before = dict(zip(version.texts, version.ids, strict=True))
    after = dict(zip(later.texts, later.ids, strict=True))
    unique = {text for text in new if chapter.count(text) == 1}
    assert len(unique) > 120
    assert {text: after[text] for text in unique} == {text: before[text] for text in unique}
    inserted = [text for text in new if text.startswith("A new paragraph")]
    # One line of four words was edited next to a new one; it is too short to be matched.
    assert len([i for i in later.ids if i > len(chapter)]) <= len(inserted) + 1
    assert later.next(chapter).ids == version.ids


def test_chapter_rewritten(chapter: list[str]) -> None:
    prose = [text for text in chapter if text != "* * *"]
    other = [" ".join(word[::-1] for word in text.split()) for text in prose]
    assert min(Version.first(chapter).next(other).ids) > len(chapter)
