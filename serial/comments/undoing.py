"""Undoing an entry of the action log: a new action restores the value before it."""

from django.db import transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.registry import CHANGES
from serial.comments.counters import lock_discussion
from serial.comments.models import CommentAction
from serial.comments.permissions import authorize
from serial.stories.credit_lines import credited_name
from serial.stories.models import Story


@transaction.atomic
def undo_action(action: CommentAction, by: Visitor | None) -> CommentAction:
    """Raises ActionRefused if it was undone already, or if a later action changed the same.

    Raises PermissionDenied unless `by` is None or `action.is_undoable_by(by)`.
    """
    user = authorize(by, action.is_undoable_by)
    rows = CommentAction.objects.select_for_update(of=("self",)).select_related("story")
    action = rows.get(pk=action.pk)
    if action.chapter_id is not None:
        # The current value is read after this, so that it cannot change in between.
        lock_discussion(action.chapter_id)
    if CommentAction.objects.filter(undoes=action).exists():
        raise ActionRefused(gettext("This was already undone."))
    if action.is_by_commenter():
        raise ActionRefused(gettext("This can no longer be undone."))
    change = CHANGES[action.kind]
    if not change.is_unchanged_since(action) or _was_changed_later(action):
        raise ActionRefused(gettext("This was changed again later. Undo the later change first."))
    undone = change.undo(action, user)
    if undone is None:
        raise ActionRefused(gettext("This can no longer be undone."))
    return undone


def _was_changed_later(action: CommentAction) -> bool:
    """A later change of a comment stands, even if it set the same value: undo that one first."""
    if action.comment is None:
        return False
    later = CommentAction.objects.filter(comment=action.comment, kind=action.kind, pk__gt=action.pk)
    return later.standing().exists()


def can_be_undone(action: CommentAction) -> bool:
    """Makes no query for actions that were read by `load_for_undo`."""
    was_undone = getattr(action, "undone_by", None) is not None
    if was_undone or action.is_by_commenter():
        return False
    return CHANGES[action.kind].is_unchanged_since(action)


def load_for_undo(story: Story, actions: "QuerySet[CommentAction]") -> list[CommentAction]:
    """Reads actions of this story with all that `can_be_undone` and their descriptions need."""
    chapters = Chapter.objects.without_text().select_related("story", "discussion")
    loaded: list[CommentAction] = list(
        actions.annotate(author_name=credited_name(story.pk, "by"))
        .select_related("undone_by", "comment__user", "comment__pen_name")
        .prefetch_related(Prefetch("chapter", chapters))
        .prefetch_related(Prefetch("comment__chapter", chapters))
    )
    prefetch_related_objects([story], "comment_settings", "bans", "moderators")
    for action in loaded:
        action.story = story
    return loaded
