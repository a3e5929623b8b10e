"""Changes of the comment settings of a story or chapter, and bans. All of them are logged.

These functions return None if nothing changed, and raise PermissionDenied unless `by` is
allowed; None as `by` is the site itself.
"""

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.comments.changes.of_ban import BanChange
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.models import Comment, CommentAction, StoryBan
from serial.comments.permissions import authorize
from serial.stories.models import Story

# Ten years; a higher number is a typing mistake.
MAX_CLOSING_DAYS = 3_650


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


def lift_ban(ban: StoryBan, by: Visitor | None) -> CommentAction | None:
    user = authorize(by, ban.story.is_managed_by)
    return BanChange(ban.user_id, ban.ip_hash_id, banned=False).apply(ban.story, user)
