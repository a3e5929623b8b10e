"""The text of a chapter as its emails have it: made once for all readers, not for each."""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from serial.chapters.models import Chapter
from serial.markup.emails.cutting import CutHtml, fit_into
from serial.markup.emails.styling import EmailOptions, style_for_email, text_of_email_html
from serial.markup.running_text import first_paragraphs
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.notifications.email.rendering import absolute
from serial.stories.models.story import OPEN_TO_EVERYONE

# About a screen of a phone.
OPENING_LENGTH = 700
# Gmail cuts emails that have more than 102 KB of HTML. The frame takes about 8 KB.
MAX_BYTES = 90_000
# Of MAX_BYTES, for each of the author's notes.
NOTE_BYTES = 15_000
# How long a text is kept. A picture that moderators hide meanwhile cannot be loaded all the same.
KEPT_SECONDS = 30
TEXT_FIELDS = ("note_before_html", "body_html", "note_after_html")


@dataclass(frozen=True)
class EmailText:
    """html: without anything that mail programs could not show. text: the same as plain text."""

    html: SafeString
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class EmailChapter:
    """paragraphs: the first ones. body: the whole chapter, or what has room; none if the author
    does not allow it. is_whole: whether all of it is in the email."""

    note_before: EmailText
    paragraphs: tuple[str, ...]
    body: EmailText | None
    note_after: EmailText
    is_whole: bool


@dataclass(frozen=True)
class _Key:
    """What the text depends on."""

    chapter: int
    revision: int
    renderer_version: int
    changed_at: float
    url: str
    is_rtl: bool
    is_whole_allowed: bool
    shows_pictures: bool
    language: str

    @classmethod
    def of(cls, chapter: Chapter) -> Self:
        story = chapter.story
        return cls(
            chapter=chapter.pk,
            revision=chapter.revision,
            renderer_version=chapter.renderer_version,
            changed_at=chapter.text_changed_at.timestamp() if chapter.text_changed_at else 0,
            url=absolute(chapter.get_absolute_url()),
            is_rtl=story.direction() == "rtl",
            is_whole_allowed=story.emails_whole_chapters,
            # Mail programs have no session: the site gives them no pictures for members.
            shows_pictures=story.visibility in OPEN_TO_EVERYONE,
            language=get_language() or "",
        )


def chapter_text(chapter: Chapter) -> EmailChapter:
    """Returns the text for members who may read it. The chapter may be loaded without its text."""
    return _make_text(_Key.of(chapter), int(time.time() / KEPT_SECONDS))


@lru_cache(maxsize=16)
def _make_text(key: _Key, _period: int) -> EmailChapter:
    chapter = Chapter.objects.only(*TEXT_FIELDS).get(pk=key.chapter)
    # As for a guest: authors and moderators may see more, which is not for all followers.
    replace_hidden_pictures([chapter], AnonymousUser(), *TEXT_FIELDS)
    options = EmailOptions(
        url=key.url,
        site_url=settings.SITE_URL,
        shows_pictures=key.shows_pictures,
        folded=_folded,
        picture=_picture,
        is_rtl=key.is_rtl,
    )
    before = _fit(chapter.note_before_html, NOTE_BYTES, options)
    after = _fit(chapter.note_after_html, NOTE_BYTES, options)
    paragraphs = tuple(first_paragraphs(chapter.body_html, OPENING_LENGTH))
    body = CutHtml("", is_whole=False)
    if key.is_whole_allowed:
        space = MAX_BYTES - sum(len(note.html.encode()) for note in (before, after))
        body = _fit(chapter.body_html, space, options)
    return EmailChapter(
        note_before=_email_text(before, options),
        paragraphs=paragraphs,
        body=_email_text(body, options) if body.html else None,
        note_after=_email_text(after, options),
        is_whole=body.is_whole,
    )


def _fit(html: str, space: int, options: EmailOptions) -> CutHtml:
    return fit_into(style_for_email(html, options), space)


def _email_text(cut: CutHtml, options: EmailOptions) -> EmailText:
    # Sanitised when the text was stored; every address and label that was added is escaped.
    return EmailText(SafeString(cut.html), text_of_email_html(cut.html, options))


def _folded(label: str) -> str:
    # Translators: in an email, instead of a passage that readers of the site open, with its label.
    return gettext("%(label)s: open it on the site") % {"label": label}


def _picture(description: str) -> str:
    if not description:
        return gettext("[Picture]")
    return gettext("[Picture: %(description)s]") % {"description": description}
