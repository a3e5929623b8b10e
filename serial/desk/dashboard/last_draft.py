"""The draft that the author had open last, with the words where they stopped."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.dashboard.queries import LAST_SAVED_DRAFT
from serial.desk.models import WorkingCopy
from serial.markup.rendering import render
from serial.markup.running_text import running_text
from serial.stories.models import Story

MAX_PARAGRAPHS: Final = 2
MAX_WORDS: Final = 60
# Enough for MAX_WORDS, also in scripts without spaces.
MAX_LETTERS: Final = 480
# Only the end of the text is rendered: two paragraphs of a novelist who uses none are longer.
_END_LENGTH: Final = 4_000
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n")
_CONTAINER: Final = re.compile(r"^:::.*$", re.MULTILINE)
# Each paragraph is rendered alone, without the footnotes at the end of the text.
_FOOTNOTE_MARK: Final = re.compile(r"\[\^[^\]\s]+\](?!:)")


@dataclass(frozen=True)
class LastDraft:
    """moment: when it was typed, or saved if `is_saved`."""

    story: Story | None
    place: str
    title: str
    paragraphs: list[str]
    words: int
    url: str
    moment: datetime
    is_saved: bool


def last_draft(author: User, newest_copy: WorkingCopy | None) -> LastDraft | None:
    """Returns the author's newest unsaved text, or the draft that they saved later than that."""
    chapter = LAST_SAVED_DRAFT.first(author)
    saved_at: datetime | None = getattr(chapter, "saved_at", None)
    if chapter and saved_at and (newest_copy is None or saved_at > newest_copy.typed_at):
        url = reverse("desk:chapters_chapter_change", args=[chapter.pk])
        return LastDraft(
            story=chapter.story,
            place=_place(chapter),
            title=chapter.label(),
            paragraphs=last_paragraphs(chapter.body, chapter.story),
            words=chapter.words,
            url=f"{url}?at=body.{len(chapter.body)}.{len(chapter.body)}",
            moment=saved_at,
            is_saved=True,
        )
    return _from_copy(newest_copy) if newest_copy else None


def _from_copy(copy: WorkingCopy) -> LastDraft:
    chapter = copy.chapter
    if chapter:
        url = reverse("desk:chapters_chapter_change", args=[chapter.pk])
    else:
        url = reverse("desk:chapters_chapter_add")
    story = chapter.story if chapter else copy.story
    return LastDraft(
        story=story,
        place=_place(chapter) if chapter else _("New chapter"),
        title=copy.title.strip()[:300] or copy.label(),
        paragraphs=last_paragraphs(_until_caret(copy), story),
        words=copy.words(),
        url=f"{url}?copy={copy.key}",
        moment=copy.typed_at,
        is_saved=False,
    )


def _until_caret(copy: WorkingCopy) -> str:
    """Returns the body up to the end of the paragraph in which the author stopped."""
    if copy.caret is None:
        return copy.body
    end = _BLANK_LINES.search(copy.body, copy.caret)
    return copy.body[: end.start()] if end else copy.body


def _place(chapter: Chapter) -> str:
    """Returns "Chapter 44", or "" if the title is all that names it."""
    return chapter.short_label() if chapter.title and chapter.number else ""


def last_paragraphs(source: str, story: Story | None) -> list[str]:
    """Returns the last two paragraphs of a text as plain text, of about 60 words together."""
    paragraphs: list[str] = []
    letters, words = MAX_LETTERS, MAX_WORDS
    options = (story or Story()).render_options("last")
    for block in reversed(_BLANK_LINES.split(source[-_END_LENGTH:])):
        block = _FOOTNOTE_MARK.sub("", _CONTAINER.sub("", block))
        text = running_text(render(block, options).html, enough=_END_LENGTH)
        text = " ".join(text.split())
        if not any(map(str.isalnum, text)):
            continue
        ending = _ending(text, words, letters)
        paragraphs.insert(0, ending)
        letters, words = letters - len(ending), words - len(ending.split())
        if len(paragraphs) == MAX_PARAGRAPHS or ending != text or min(letters, words) <= 0:
            break
    return paragraphs


def _ending(text: str, max_words: int, max_letters: int) -> str:
    words = text.split(" ")
    ending = " ".join(words[-max_words:])
    if len(ending) > max_letters:
        ending = ending[-max_letters:].partition(" ")[2] or ending[-max_letters:]
    return ending if ending == text else f"… {ending}"
