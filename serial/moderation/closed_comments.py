"""Comments that a moderator closed: authors do not open them again."""

from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused, Change
from serial.comments.changes.of_comment import ThreadClosedChange
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision
from serial.moderation.models.decision import DecisionQuerySet
from serial.stories.models import Story


def check_stays_closed(
    change: Change[Story] | Change[Chapter] | Change[Comment],
    subject: Story | Chapter | Comment,
    by: Visitor,
) -> None:
    """Raises ActionRefused if this would open what a moderator closed.

    Moderators open it; of a story of their own, only as its authors can.
    """
    story = subject if isinstance(subject, Story) else subject.story
    if by.is_authenticated and by.is_moderator() and not story.is_authored_by(by):
        return
    match change, subject:
        case ThreadClosedChange(closed=False), Comment():
            closing = _in_force(DecisionKind.CLOSE_THREAD).filter(action__comment=subject)
        case StorySettingsChange(closed=False), Story():
            closing = _in_force(DecisionKind.CLOSE_COMMENTS).filter(item__story=subject)
        case ChapterSettingsChange(closed=False), Chapter():
            closing = _in_force(DecisionKind.CLOSE_COMMENTS).filter(item__chapter=subject)
        case _:
            return
    if closing.exists():
        raise ActionRefused(closed_message())


def closed_notice(subject: Story | Chapter) -> str:
    """Tells authors that a moderator closed these comments; "" if none did."""
    story_pk = subject.pk if isinstance(subject, Story) else subject.story_id
    about = Q(item__story=story_pk)
    if isinstance(subject, Chapter):
        about |= Q(item__chapter=subject)
    is_closed = _in_force(DecisionKind.CLOSE_COMMENTS).filter(about).exists()
    return closed_message() if is_closed else ""


def closed_message() -> str:
    return gettext(
        "A moderator of the site closed these comments, and only moderators open them "
        "again. “Decisions of moderators” in your account says why, and how to appeal."
    )


def _in_force(kind: DecisionKind) -> DecisionQuerySet:
    return Decision.objects.in_force().filter(kind=kind)
