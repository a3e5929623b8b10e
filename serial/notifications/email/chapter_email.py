"""The email about new chapters of a story that a member follows."""

import time
from collections.abc import Iterator
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
from serial.markup.one_line import set_marks
from serial.notifications.channels import email_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.chapter_text import KEPT_SECONDS, EmailChapter, chapter_text
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
from serial.stories.adult_stories import opens_without_asking
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story
from serial.times.wording import format_release_day, format_return


@dataclass(frozen=True)
class ChapterLine:
    """A chapter of the email. number_label: "" if the label has it."""

    label: str
    number_label: str
    title: str
    url: str
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
    variant = Variant(
        unsubscribe_url=recipient.unsubscribe_url and UNSUBSCRIBE_MARK,
        has_text=opens_without_asking(user, _VISIBLE.instances(found)[0].story),
        language=get_language(),
        time_zone=timezone.get_current_timezone_name(),
        today=timezone.localdate(),
        period=int(time.time() / KEPT_SECONDS),
    )
    return with_unsubscribe_url(_render(found, names, variant), recipient.unsubscribe_url)


@dataclass(frozen=True)
class Variant:
    """What the email shows of its reader and of the moment.

    has_text: False if they have to say first that they are an adult. period: see KEPT_SECONDS.
    """

    unsubscribe_url: str
    has_text: bool
    language: str
    time_zone: str
    today: date
    period: int


# Thousands of readers get the same. It is kept for all that it shows: the rows, as the database
# gave them for this reader, the credits, and the variant.
@lru_cache(maxsize=16)
def _render(found: tuple[FetchedRow, ...], names: str, variant: Variant) -> Message:
    chapters = _VISIBLE.instances(found)
    story = chapters[0].story
    lines = [_line(chapter) for chapter in chapters]
    content = chapter_text(chapters[0]) if len(chapters) == 1 and variant.has_text else None
    title, story_title = _title(lines), _marked(story.title, story)
    warnings = list(_warnings(story, chapters))
    context = {
        "story": story,
        "story_title": story_title,
        "direction": story.direction(),
        "story_url": absolute(story.get_absolute_url()),
        "names": names,
        "chapters": lines,
        "content": content,
        "warnings": warnings,
        "next_release": _next_release(story),
        "title": title,
        "preheader": _preheader(content, warnings) or names,
        "unsubscribe_url": variant.unsubscribe_url,
    }
    text, html = render_email("chapter", context)
    return Message(
        subject=f"{story_title}: {title}",
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
    return chapters.without_text().order_by("position", "pk")


_VISIBLE = CompiledRelatedQuery(
    _visible, UserPlaceholder("user"), Placeholder("mailing"), Placeholder("now")
)


def _line(chapter: Chapter) -> ChapterLine:
    story = chapter.story
    label = _marked(chapter.numbered_label(), story)
    has_both = bool(chapter.number and chapter.title)
    return ChapterLine(
        label=label,
        number_label=chapter.short_label() if has_both else "",
        title=_marked(chapter.title, story) if has_both else label,
        url=absolute(chapter.get_absolute_url()),
        words=chapter.words,
        is_rewritten=chapter.is_announced_as_rewritten(),
    )


def _marked(line: str, story: Story) -> str:
    return set_marks(line, story.language, smart_punctuation=story.smart_punctuation)


def _warnings(story: Story, chapters: list[Chapter]) -> Iterator[tuple[str, str]]:
    """Yields what readers see on the pages of the story and the chapter, each with its name."""
    if labels := ", ".join(story.warning_labels()):
        yield gettext("Content warnings"), labels
    if story.content_notes:
        yield gettext("Content notes"), _marked(story.content_notes, story)
    if len(chapters) == 1 and chapters[0].content_note:
        yield gettext("Content note"), _marked(chapters[0].content_note, story)


def _preheader(content: EmailChapter | None, warnings: list[tuple[str, str]]) -> str:
    """Returns what lists of emails show beside the subject: no text before its warnings."""
    texts = [text for _name, text in warnings] or (content.paragraphs if content else ())
    return " ".join(texts)


def _next_release(story: Story) -> str:
    """Returns what the page of the story says, or "" if its authors keep it to themselves."""
    if back := story.announced_return():
        return gettext("On hiatus, back %(back)s.") % {"back": format_return(back)}
    moment = story.announced_release_at()
    if moment is None or moment <= timezone.now():
        return ""
    return gettext("Next chapter %(day)s.") % {"day": format_release_day(moment)}


def _title(lines: list[ChapterLine]) -> str:
    if len(lines) > 1:
        return counted_chapters(len(lines), sum(line.is_rewritten for line in lines))
    # Translators: a chapter that its author has rewritten, such as "Brackwater, rewritten".
    text = gettext("%(chapter)s, rewritten") if lines[0].is_rewritten else "%(chapter)s"
    return text % {"chapter": lines[0].label}
