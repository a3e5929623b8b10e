"""Undoing what was done to comments: a new act, which sets what was before."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.acting import CannotAct
from serial.comments.choices import TAKEN_BACK
from serial.comments.deciding import CHANGES, change, value_of
from serial.comments.models import Act, Comment, Discussion, StoryRules
from serial.comments.ruling import (
    STORY_FIELDS,
    set_chapter_rules,
    set_stop,
    set_story_rules,
)


@transaction.atomic
def undo(act: Act, by: User | None) -> Act:
    """Raises CannotAct where it was undone, or something else was done since."""
    act = Act.objects.select_for_update(of=("self",)).select_related("story").get(pk=act.pk)
    if Act.objects.filter(undoes=act).exists():
        raise CannotAct(gettext("This was undone already."))
    if act.kind == Act.Kind.STATE and act.before["state"] in TAKEN_BACK:
        # Only its writer brings a comment back, and only they take it away again.
        raise CannotAct(gettext("This cannot be undone any more."))
    if not _still_holds(act):
        raise CannotAct(gettext("Something else was done since; undo that first."))
    undone = _set_back(act, by)
    if undone is None:
        raise CannotAct(gettext("This cannot be undone any more."))
    return undone


def _still_holds(act: Act) -> bool:
    if act.comment_id is not None:
        comment = Comment.objects.get(pk=act.comment_id)
        return bool(value_of(Act.Kind(act.kind), comment) == act.after)
    if act.kind == Act.Kind.STORY_RULES:
        rules = StoryRules.objects.filter(story=act.story).first() or StoryRules()
        return bool({name: getattr(rules, name) for name in STORY_FIELDS} == act.after)
    if act.kind == Act.Kind.CHAPTER_RULES:
        own = Discussion.objects.get(pk=act.chapter_id)
        closed = own.closed_at is not None
        return bool({"who": own.who, "holds": own.holds, "closed": closed} == act.after)
    # Stopping and letting again are each other's reverse: nothing comes between.
    return True


def _set_back(act: Act, by: User | None) -> Act | None:
    if act.comment_id is not None and act.kind in CHANGES:
        return change(Act.Kind(act.kind), act.comment_id, act.before, by, undoes=act)
    if act.kind == Act.Kind.STORY_RULES:
        return set_story_rules(act.story, act.before, by, undoes=act)
    if act.kind == Act.Kind.CHAPTER_RULES and act.chapter is not None:
        return set_chapter_rules(act.chapter, act.before, by, undoes=act)
    return set_stop(
        act.story,
        act.before["person_id"],
        act.before["address_id"],
        stopped=act.before["stopped"],
        by=by,
        undoes=act,
    )
