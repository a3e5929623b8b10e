"""The email about new chapters of a story that a member follows."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.compiled_queries import (
    CompiledRelatedQuery,
    FetchedRow,
    Placeholder,
    UserPlaceholder,
)
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.markup.running_text import first_paragraphs
from serial.notifications.channels import email_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.rendering import (
    UNSUBSCRIBE_MARK,
    absolute,
    render_email,
    with_unsubscribe_url,
)
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import ReleaseMailingChapter
from serial.notifications.new_chapters import followed_chapters
from serial.notifications.wording import counted_chapters
from serial.stories.choices import direction_of
from serial.stories.credit_lines import load_credit_lines

# About a screen of a phone.
TEXT_LENGTH = 700


@dataclass(frozen=True)
class ChapterLine:
    label: str
    url: str
    paragraphs: list[str]
    words: int
    is_rewritten: bool


def compose_chapter_email(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if the member may not see any of the chapters now, or wants no such email any more."""
    user, story = recipient.user, row.arguments["story"]
    if user is None or email_for(user, CHAPTER, story) != EmailFrequency.NOW:
        return None
    found = tuple(_VISIBLE.fetch(user, row.arguments["mailing"], timezone.now()))
    if not found:
        return None
    names = ", ".join(line.name for line in load_credit_lines(story))
    mark = recipient.unsubscribe_url and UNSUBSCRIBE_MARK
    message = _render(found, names, mark, get_language(), timezone.localdate())
    return with_unsubscribe_url(message, recipient.unsubscribe_url)


# Thousands of readers get the same. It is kept for all that it shows: the rows, as the database
# gave them for this reader, the credits, the language and the date.
@lru_cache(maxsize=16)
def _render(
    found: tuple[FetchedRow, ...], names: str, unsubscribe_url: str, language: str, today: date
) -> Message:
    chapters = _VISIBLE.instances(found)
    story = chapters[0].story
    lines = [_line(chapter, with_text=len(chapters) == 1) for chapter in chapters]
    context = {
        "story": story,
        "direction": direction_of(story.language),
        "story_url": absolute(story.get_absolute_url()),
        "names": names,
        "chapters": lines,
        "title": _title(lines),
        "preheader": " ".join(lines[0].paragraphs)[:200] or names,
        "unsubscribe_url": unsubscribe_url,
    }
    text, html = render_email("chapter", context)
    return Message(
        subject=f"{story.title}: {_title(lines)}",
        text=text,
        html=html,
        thread=f"story:{story.pk}",
        list_name=story.title,
        list_slug=f"story-{story.pk}",
    )


def _visible(user: User, mailing: int, at: datetime) -> "QuerySet[Chapter]":
    """What the member may see at this moment, of stories that they follow."""
    mailed = ReleaseMailingChapter.objects.current().filter(mailing=mailing, chapter=OuterRef("pk"))
    chapters = followed_chapters(user, at).filter(Exists(mailed)).select_related("story")
    return chapters.defer("body", "body_text", "paragraph_history").order_by("position", "pk")


_VISIBLE = CompiledRelatedQuery(
    _visible, UserPlaceholder("user"), Placeholder("mailing"), Placeholder("now")
)


def _line(chapter: Chapter, *, with_text: bool) -> ChapterLine:
    return ChapterLine(
        label=chapter.numbered_label(),
        url=absolute(chapter.get_absolute_url()),
        paragraphs=first_paragraphs(chapter.body_html, TEXT_LENGTH) if with_text else [],
        words=chapter.words,
        is_rewritten=chapter.is_announced_as_rewritten(),
    )


def _title(lines: list[ChapterLine]) -> str:
    if len(lines) > 1:
        return counted_chapters(len(lines), sum(line.is_rewritten for line in lines))
    # Translators: a chapter that its author has rewritten, such as "Brackwater, rewritten".
    text = gettext("%(chapter)s, rewritten") if lines[0].is_rewritten else "%(chapter)s"
    return text % {"chapter": lines[0].label}
