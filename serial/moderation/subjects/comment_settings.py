"""Closing the comments of a story or chapter, which is an entry of the log of comments."""

from dataclasses import replace

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.changes.registry import CHANGES
from serial.comments.models import CommentAction, Discussion
from serial.comments.models.discussion import StoryCommentSettings
from serial.moderation.subjects.base import Applied
from serial.stories.models import Story


def close_comments_of_story(story: Story, by: User | None) -> Applied:
    """Closes all chapters, also those with an audience of their own."""
    row = StoryCommentSettings.objects.filter(story=story).first() or StoryCommentSettings()
    now = StorySettingsChange.from_settings(row)
    return _applied(replace(now, closed=True).apply(story, by))


def close_comments_of_chapter(chapter: Chapter, by: User | None) -> Applied:
    row = Discussion.objects.filter(chapter=chapter).first() or Discussion()
    now = ChapterSettingsChange.from_settings(row)
    return _applied(replace(now, closed=True).apply(chapter, by))


def undo_settings(action: CommentAction, by: User | None) -> Applied:
    """Opens what the action closed. Other settings stay as the authors have them now."""
    change = CHANGES[action.kind]
    subject, before = change.subject_of(action), change.from_json(action.before)
    now = before.read(subject)
    match now, before:
        case StorySettingsChange(), StorySettingsChange():
            opened: StorySettingsChange | ChapterSettingsChange
            opened = replace(now, closed=before.closed)
        case ChapterSettingsChange(), ChapterSettingsChange():
            opened = replace(now, closed=before.closed)
        case _:
            raise TypeError(action.kind)
    return _applied(opened.apply(subject, by, undoes=action))


def _applied(action: CommentAction | None) -> Applied:
    """None: nothing changed."""
    return Applied(action.before, action.after, action) if action else Applied({}, {})
