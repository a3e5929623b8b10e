"""The email about new chapters of a story that a member follows."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.markup.running_text import first_paragraphs
from serial.notifications.channels import channels_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.rendering import absolute, render_email
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import ReleaseMailingChapter
from serial.notifications.new_chapters import followed_chapters
from serial.notifications.wording import counted_chapters
from serial.stories.choices import direction_of
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story

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
    if recipient.user is None:
        return None
    chapters = list(_visible(recipient.user, row.arguments["mailing"]))
    if not chapters:
        return None
    story = chapters[0].story
    if not _wants_email(recipient.user, story):
        return None
    lines = [_line(chapter, with_text=len(chapters) == 1) for chapter in chapters]
    names = ", ".join(line.name for line in load_credit_lines(story.pk))
    context = {
        "story": story,
        "direction": direction_of(story.language),
        "story_url": absolute(story.get_absolute_url()),
        "names": names,
        "chapters": lines,
        "title": _title(lines),
        "preheader": " ".join(lines[0].paragraphs)[:200] or names,
        "unsubscribe_url": recipient.unsubscribe_url,
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


def _visible(user: User, mailing: int) -> "QuerySet[Chapter]":
    """What the member may see at this moment, of stories that they follow."""
    chapters = followed_chapters(user, timezone.now())
    mailed = ReleaseMailingChapter.objects.current().filter(mailing=mailing, chapter=OuterRef("pk"))
    return chapters.filter(Exists(mailed)).select_related("story").order_by("position", "pk")


def _wants_email(user: User, story: Story) -> bool:
    return channels_for([user.pk], CHAPTER, story)[user.pk].email == EmailFrequency.NOW


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
