"""Closing the comments of a story or chapter, which is an entry of the log of comments."""

from dataclasses import replace

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.changes.registry import CHANGES
from serial.comments.choices import Audience
from serial.comments.models import CommentAction, Discussion
from serial.comments.models.discussion import StoryCommentSettings
from serial.moderation.subjects.base import Applied
from serial.moderation.subjects.hidable import changed_again
from serial.stories.models import Story


def close_comments_of_story(story: Story, by: User | None) -> Applied:
    row = StoryCommentSettings.objects.filter(story=story).first() or StoryCommentSettings()
    now = StorySettingsChange.from_settings(row)
    return _applied(replace(now, audience=Audience.NOBODY).apply(story, by))


def close_comments_of_chapter(chapter: Chapter, by: User | None) -> Applied:
    row = Discussion.objects.filter(chapter=chapter).first() or Discussion()
    now = ChapterSettingsChange.from_settings(row)
    return _applied(replace(now, closed=True).apply(chapter, by))


def undo_settings(action: CommentAction, by: User | None) -> Applied:
    """Raises ActionRefused if the authors changed the settings again."""
    change = CHANGES[action.kind]
    if not change.is_unchanged_since(action):
        raise ActionRefused(changed_again())
    return _applied(change.undo(action, by))


def _applied(action: CommentAction | None) -> Applied:
    """None: nothing changed."""
    return Applied(action.before, action.after, action) if action else Applied({}, {})
