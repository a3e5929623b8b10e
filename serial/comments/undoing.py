"""Undoing an entry of the action log: a new action restores the value before it."""

from django.db import transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.action_log import ActionRefused
from serial.comments.choices import DELETED_STATES
from serial.comments.counters import lock_discussion
from serial.comments.models import CommentAction, Discussion, StoryCommentSettings
from serial.comments.moderating import CHANGES, change_comment, current_value
from serial.comments.settings_changes import (
    change_chapter_settings,
    change_story_settings,
    chapter_settings_value,
    set_ban,
    story_settings_value,
)
from serial.stories.models import Story


@transaction.atomic
def undo_action(action: CommentAction, by: User | None) -> CommentAction:
    """Raises ActionRefused if it was undone already, or if a later action changed the same."""
    rows = CommentAction.objects.select_for_update(of=("self",)).select_related("story")
    action = rows.get(pk=action.pk)
    if action.chapter_id is not None:
        # The current value is read after this, so that it cannot change in between.
        lock_discussion(action.chapter_id)
    if CommentAction.objects.filter(undoes=action).exists():
        raise ActionRefused(gettext("This was already undone."))
    if _is_by_commenter(action):
        raise ActionRefused(gettext("This can no longer be undone."))
    if not _is_unchanged_since(action):
        raise ActionRefused(gettext("This was changed again later. Undo the later change first."))
    undone = _revert(action, by)
    if undone is None:
        raise ActionRefused(gettext("This can no longer be undone."))
    return undone


def can_be_undone(action: CommentAction) -> bool:
    """Makes no query for actions that were read by `load_for_undo`."""
    was_undone = getattr(action, "undone_by", None) is not None
    return not was_undone and not _is_by_commenter(action) and _is_unchanged_since(action)


def load_for_undo(story: Story, actions: "QuerySet[CommentAction]") -> list[CommentAction]:
    """Reads actions of this story with all that `can_be_undone` and their descriptions need."""
    chapters = Chapter.objects.without_text().select_related("story", "discussion")
    loaded = list(
        actions.select_related("by", "undone_by", "comment__user", "comment__pen_name")
        .prefetch_related(Prefetch("chapter", chapters))
        .prefetch_related(Prefetch("comment__chapter", chapters))
    )
    prefetch_related_objects([story], "comment_settings", "bans")
    for action in loaded:
        action.story = story
    return loaded


def _is_by_commenter(action: CommentAction) -> bool:
    """The commenter undeleted their comment. Nobody else may delete it again."""
    return action.kind == CommentAction.Kind.STATE and action.before["state"] in DELETED_STATES


def _is_unchanged_since(action: CommentAction) -> bool:
    """Returns whether the value is still the one that the action set."""
    if action.comment is not None:
        return bool(current_value(CommentAction.Kind(action.kind), action.comment) == action.after)
    if action.kind == CommentAction.Kind.STORY_SETTINGS:
        settings = getattr(action.story, "comment_settings", None) or StoryCommentSettings()
        return bool(story_settings_value(settings) == action.after)
    if action.kind == CommentAction.Kind.CHAPTER_SETTINGS and action.chapter is not None:
        discussion = getattr(action.chapter, "discussion", None) or Discussion()
        return bool(chapter_settings_value(discussion) == action.after)
    commenter = (action.after["user_id"], action.after["ip_hash_id"])
    is_banned = any((ban.user_id, ban.ip_hash_id) == commenter for ban in action.story.bans.all())
    return bool(is_banned == action.after["banned"])


def _revert(action: CommentAction, by: User | None) -> CommentAction | None:
    kind, before = CommentAction.Kind(action.kind), action.before
    if action.comment_id is not None and kind in CHANGES:
        return change_comment(kind, action.comment_id, before, by, undoes=action)
    if kind == CommentAction.Kind.STORY_SETTINGS:
        return change_story_settings(action.story, before, by, undoes=action)
    if kind == CommentAction.Kind.CHAPTER_SETTINGS and action.chapter is not None:
        return change_chapter_settings(action.chapter, before, by, undoes=action)
    return set_ban(
        action.story,
        before["user_id"],
        before["ip_hash_id"],
        banned=before["banned"],
        by=by,
        undoes=action,
    )
