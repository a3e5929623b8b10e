"""Comments that a moderator closed: authors do not open them again."""

from django.utils.translation import gettext

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused, Change
from serial.comments.changes.of_comment import ThreadClosedChange
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.choices import Audience
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision
from serial.moderation.models.decision import DecisionQuerySet
from serial.stories.models import Story

CLOSING_AUDIENCES = ("", Audience.NOBODY)


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
        case StorySettingsChange(audience=audience), Story() if audience != Audience.NOBODY:
            closing = _closing_story(subject.pk)
        case ChapterSettingsChange() as chosen, Chapter():
            closing = Decision.objects.none()
            if not chosen.closed:
                closing = _in_force(DecisionKind.CLOSE_COMMENTS).filter(item__chapter=subject)
            if chosen.audience not in CLOSING_AUDIENCES:
                closing |= _closing_story(subject.story_id)
        case _:
            return
    if closing.exists():
        raise ActionRefused(
            gettext(
                "A moderator of the site closed these comments, and only moderators open them "
                "again. “Decisions of moderators” in your account says why, and how to appeal."
            )
        )


def _closing_story(story_pk: int) -> DecisionQuerySet:
    return _in_force(DecisionKind.CLOSE_COMMENTS).filter(item__story=story_pk)


def _in_force(kind: DecisionKind) -> DecisionQuerySet:
    return Decision.objects.in_force().filter(kind=kind)
