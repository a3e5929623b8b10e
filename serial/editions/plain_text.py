"""Writes an edition as plain text in UTF-8, with a blank line between paragraphs."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext

from serial.editions.front_matter import colophon, credit_line, facts
from serial.editions.loading import ChapterTexts, ReadTexts
from serial.editions.source import EditionSource
from serial.markup.plain_text import plain_text

MEDIA_TYPE = "text/plain; charset=utf-8"
TEXT_VERSION = 1
# Lines below a heading are not longer than a terminal is wide.
_MAX_RULE = 72


def write_text(source: EditionSource, read_texts: ReadTexts, file: BinaryIO) -> None:
    for number, block in enumerate(_blocks(source, read_texts)):
        file.write(f"{chr(10) * 2 if number else ''}{block}".encode())
    file.write(b"\n")


def _blocks(source: EditionSource, read_texts: ReadTexts) -> Iterator[str]:
    yield _heading(source.title(), "=")
    if source.story.credits:
        yield credit_line(source)
    if summary := plain_text(source.story.summary_html):
        yield summary
    yield "\n".join(f"{label}: {value}" for label, value in facts(source))
    part = None
    for texts in read_texts(source.chapters):
        if texts.chapter.part and texts.chapter.part != part:
            yield "\n" + _heading(texts.chapter.part.title, "=")
        part = texts.chapter.part
        yield from _chapter(source, texts)
    yield "\n* * *"
    yield "\n".join(colophon(source))


def _chapter(source: EditionSource, texts: ChapterTexts) -> Iterator[str]:
    yield "\n" + _heading(texts.chapter.numbered_label(), "-")
    if texts.content_note:
        yield f"{gettext('Content note:')} {texts.content_note}"
    for is_note, html in (
        (True, texts.note_before),
        (False, texts.body),
        (True, texts.note_after),
    ):
        if is_note and html:
            yield f"[{gettext('Author’s note')}]\n\n{plain_text(html)}\n\n[/]"
        elif html:
            yield plain_text(html)
    yield f"{gettext('Comments:')} {source.comments_url(texts.chapter)}"


def _heading(text: str, rule: str) -> str:
    return f"{text}\n{rule * min(len(text), _MAX_RULE)}"
