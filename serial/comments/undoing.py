"""Undoing what was done to comments: a new act, which sets what was before."""

from django.db import transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.action_log import ActionRefused
from serial.comments.choices import DELETED_STATES
from serial.comments.counters import lock_discussion
from serial.comments.models import CommentAction, Discussion, StoryCommentSettings
from serial.comments.moderating import CHANGES, change, value_of
from serial.comments.settings_changes import (
    change_chapter_settings,
    change_story_settings,
    chapter_settings_value,
    set_ban,
    story_settings_value,
)
from serial.stories.models import Story


@transaction.atomic
def undo_action(act: CommentAction, by: User | None) -> CommentAction:
    """Raises CannotAct where it was undone, or something else was done since."""
    act = (
        CommentAction.objects.select_for_update(of=("self",)).select_related("story").get(pk=act.pk)
    )
    if act.chapter_id is not None:
        # What it is now is read after this, so nobody changes it in between.
        lock_discussion(act.chapter_id)
    if CommentAction.objects.filter(undoes=act).exists():
        raise ActionRefused(gettext("This was undone already."))
    if _is_by_commenter(act):
        raise ActionRefused(gettext("This cannot be undone any more."))
    if not _still_holds(act):
        raise ActionRefused(gettext("Something else was done since; undo that first."))
    undone = _revert(act, by)
    if undone is None:
        raise ActionRefused(gettext("This cannot be undone any more."))
    return undone


def can_be_undone(act: CommentAction) -> bool:
    """Asks nothing of the database for acts that were read with `with_what_they_changed`."""
    was_undone = getattr(act, "undone_by", None) is not None
    return not was_undone and not _is_by_commenter(act) and _still_holds(act)


def load_for_undo(story: Story, acts: "QuerySet[CommentAction]") -> list[CommentAction]:
    """Acts of the story, with all that `can_be_undone` asks and that is said of them."""
    chapters = Chapter.objects.without_text().select_related("story", "discussion")
    found = list(
        acts.select_related("by", "undone_by", "comment__user", "comment__pen_name")
        .prefetch_related(Prefetch("chapter", chapters))
        .prefetch_related(Prefetch("comment__chapter", chapters))
    )
    prefetch_related_objects([story], "comment_settings", "bans")
    for act in found:
        act.story = story
    return found


def _is_by_commenter(act: CommentAction) -> bool:
    """Only its writer brings a comment back, and only they take it away again."""
    return act.kind == CommentAction.Kind.STATE and act.before["state"] in DELETED_STATES


def _still_holds(act: CommentAction) -> bool:
    """Whether all is as it was just after the act."""
    if act.comment is not None:
        return bool(value_of(CommentAction.Kind(act.kind), act.comment) == act.after)
    if act.kind == CommentAction.Kind.STORY_RULES:
        story_rules = getattr(act.story, "comment_settings", None) or StoryCommentSettings()
        return bool(story_settings_value(story_rules) == act.after)
    if act.kind == CommentAction.Kind.CHAPTER_RULES and act.chapter is not None:
        own = getattr(act.chapter, "discussion", None) or Discussion()
        return bool(chapter_settings_value(own) == act.after)
    who = (act.after["person_id"], act.after["ip_hash_id"])
    is_stopped = any((stop.person_id, stop.ip_hash_id) == who for stop in act.story.bans.all())
    return bool(is_stopped == act.after["stopped"])


def _revert(act: CommentAction, by: User | None) -> CommentAction | None:
    if act.comment_id is not None and act.kind in CHANGES:
        return change(CommentAction.Kind(act.kind), act.comment_id, act.before, by, undoes=act)
    if act.kind == CommentAction.Kind.STORY_RULES:
        return change_story_settings(act.story, act.before, by, undoes=act)
    if act.kind == CommentAction.Kind.CHAPTER_RULES and act.chapter is not None:
        return change_chapter_settings(act.chapter, act.before, by, undoes=act)
    return set_ban(
        act.story,
        act.before["person_id"],
        act.before["ip_hash_id"],
        stopped=act.before["stopped"],
        by=by,
        undoes=act,
    )
