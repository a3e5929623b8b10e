"""The digest: the new chapters of a day or a week, at the hour of the member."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.notifications.channels import story_emails_for
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.rendering import absolute, render_email
from serial.notifications.kinds import CHAPTER
from serial.notifications.new_chapters import followed_chapters, seen
from serial.stories.choices import direction_of
from serial.stories.credit_lines import load_credit_lines_by_story

PERIODS = {EmailFrequency.DAILY: timedelta(days=1), EmailFrequency.WEEKLY: timedelta(days=7)}
# More is a list that nobody reads.
MOST_CHAPTERS = 200


def compose_digest(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if the member has seen all of it, or may not see any of it now."""
    if recipient.user is None:
        return None
    frequency = EmailFrequency(row.arguments["frequency"])
    until = datetime.fromisoformat(row.arguments["until"])
    chapters = _chapters(recipient.user, frequency, until)
    if not chapters:
        return None
    title = ngettext("%(n)d new chapter", "%(n)d new chapters", len(chapters)) % {
        "n": len(chapters)
    }
    stories = _by_story(chapters)
    context = {
        "title": title,
        "preheader": ", ".join(str(story["title"]) for story in stories)[:200],
        "stories": stories,
        "is_weekly": frequency == EmailFrequency.WEEKLY,
        "unsubscribe_url": recipient.unsubscribe_url,
    }
    text, html = render_email("digest", context)
    return Message(subject=title, text=text, html=html, thread="digest", list_slug="digest")


def _chapters(user: User, frequency: EmailFrequency, until: datetime) -> list[Chapter]:
    came_out = followed_chapters(user, timezone.now()).filter(
        release_at__gt=until - PERIODS[frequency], release_at__lte=until
    )
    unseen = came_out.exclude(seen(user)).select_related("story").without_text()
    chapters = list(unseen.order_by("story__title", "story_id", "position")[:MOST_CHAPTERS])
    emails = story_emails_for(user.pk, CHAPTER, {chapter.story_id for chapter in chapters})
    return [chapter for chapter in chapters if emails[chapter.story_id] == frequency]


def _by_story(chapters: Sequence[Chapter]) -> list[dict[str, object]]:
    names = load_credit_lines_by_story({chapter.story_id for chapter in chapters})
    stories: list[dict[str, object]] = []
    for story, group in groupby(chapters, key=lambda chapter: chapter.story):
        lines = [(chapter.numbered_label(), chapter.get_absolute_url()) for chapter in group]
        stories.append(
            {
                "title": story.title,
                "url": absolute(story.get_absolute_url()),
                "names": ", ".join(line.name for line in names[story.pk]),
                "language": story.language,
                "direction": direction_of(story.language),
                "chapters": [{"label": label, "url": absolute(url)} for label, url in lines],
            }
        )
    return stories
