"""Changes of the comment settings of a story or chapter, of bans, and of a story's moderators.

All of them are logged. These functions return None if nothing changed, and raise PermissionDenied
unless `by` is allowed; None as `by` is the site itself.
"""

from django.utils.translation import gettext

from accounts.models import User, Visitor
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_ban import BanChange
from serial.comments.changes.of_moderator import ModeratorChange
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.models import Comment, CommentAction, StoryBan, StoryModerator
from serial.comments.permissions import authorize
from serial.stories.models import Story

# Ten years; a higher number is a typing mistake.
MAX_CLOSING_DAYS = 3_650
# Of one story. More is a mistake, or an attempt to read the held comments with many accounts.
MAX_MODERATORS = 20


def change_story_settings(
    story: Story, change: StorySettingsChange, by: Visitor | None
) -> CommentAction | None:
    return change.apply(story, authorize(by, story.is_managed_by))


def change_chapter_settings(
    chapter: Chapter, change: ChapterSettingsChange, by: Visitor | None
) -> CommentAction | None:
    return change.apply(chapter, authorize(by, chapter.story.is_managed_by))


def ban_commenter(comment: Comment, by: Visitor | None) -> CommentAction | None:
    """For authors of the story.

    Returns None also for a commenter who is unknown: the account or IP hash may be deleted.
    """
    user = authorize(by, comment.is_on_story_of)
    ip_hash_id = None if comment.user_id else comment.ip_hash_id
    return BanChange(comment.user_id, ip_hash_id, banned=True).apply(comment.story, user)


def appoint_moderator(story: Story, user: User, by: Visitor | None) -> CommentAction | None:
    """For authors of the story. Raises ActionRefused for one of them, and above MAX_MODERATORS."""
    author = authorize(by, story.is_managed_by)
    if story.is_authored_by(user):
        raise ActionRefused(gettext("Authors of the story already moderate its comments."))
    if story.moderators.count() >= MAX_MODERATORS:
        message = gettext("A story can have at most %(max)d moderators.")
        raise ActionRefused(message % {"max": MAX_MODERATORS})
    return ModeratorChange(user.pk, appointed=True).apply(story, author)


def remove_moderator(moderator: StoryModerator, by: Visitor | None) -> CommentAction | None:
    """For authors of the story, and for the moderator, who may leave."""
    story = moderator.story
    user = authorize(by, lambda who: who.pk == moderator.user_id or story.is_managed_by(who))
    return ModeratorChange(moderator.user_id, appointed=False).apply(story, user)


def lift_ban(ban: StoryBan, by: Visitor | None) -> CommentAction | None:
    user = authorize(by, ban.story.is_managed_by)
    return BanChange(ban.user_id, ban.ip_hash_id, banned=False).apply(ban.story, user)
