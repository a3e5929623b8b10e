"""Changes of the comment settings of a story or chapter, and bans. All of them are logged.

These functions return None if nothing changed.
"""

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.of_ban import BanChange
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.models import Comment, CommentAction, StoryBan
from serial.stories.models import Story

# Ten years; a higher number is a typing mistake.
MAX_CLOSING_DAYS = 3_650


def change_story_settings(
    story: Story, change: StorySettingsChange, by: User | None
) -> CommentAction | None:
    return change.apply(story, by)


def change_chapter_settings(
    chapter: Chapter, change: ChapterSettingsChange, by: User | None
) -> CommentAction | None:
    return change.apply(chapter, by)


def ban_commenter(comment: Comment, by: User | None) -> CommentAction | None:
    """Returns None also for a commenter who is unknown: the account or IP hash may be deleted."""
    ip_hash_id = None if comment.user_id else comment.ip_hash_id
    return BanChange(comment.user_id, ip_hash_id, banned=True).apply(comment.story, by)


def lift_ban(ban: StoryBan, by: User | None) -> CommentAction | None:
    return BanChange(ban.user_id, ban.ip_hash_id, banned=False).apply(ban.story, by)
