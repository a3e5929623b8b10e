"""Undoing what was done to comments: a new act, which sets what was before."""

from django.db import transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.acting import CannotAct
from serial.comments.choices import TAKEN_BACK
from serial.comments.counting import lock_discussion
from serial.comments.deciding import CHANGES, change, value_of
from serial.comments.models import Act, Discussion, StoryRules
from serial.comments.ruling import (
    rules_of_chapter,
    rules_of_story,
    set_chapter_rules,
    set_stop,
    set_story_rules,
)
from serial.stories.models import Story


@transaction.atomic
def undo(act: Act, by: User | None) -> Act:
    """Raises CannotAct where it was undone, or something else was done since."""
    act = Act.objects.select_for_update(of=("self",)).select_related("story").get(pk=act.pk)
    if act.chapter_id is not None:
        # What it is now is read after this, so nobody changes it in between.
        lock_discussion(act.chapter_id)
    if Act.objects.filter(undoes=act).exists():
        raise CannotAct(gettext("This was undone already."))
    if _is_its_writers(act):
        raise CannotAct(gettext("This cannot be undone any more."))
    if not _still_holds(act):
        raise CannotAct(gettext("Something else was done since; undo that first."))
    undone = _set_back(act, by)
    if undone is None:
        raise CannotAct(gettext("This cannot be undone any more."))
    return undone


def can_be_undone(act: Act) -> bool:
    """Asks nothing of the database for acts that were read with `with_what_they_changed`."""
    was_undone = getattr(act, "undone_by", None) is not None
    return not was_undone and not _is_its_writers(act) and _still_holds(act)


def with_what_they_changed(story: Story, acts: "QuerySet[Act]") -> list[Act]:
    """Acts of the story, with all that `can_be_undone` asks and that is said of them."""
    chapters = Chapter.objects.without_text().select_related("story", "discussion")
    found = list(
        acts.select_related("by", "undone_by", "comment__writer", "comment__pen_name")
        .prefetch_related(Prefetch("chapter", chapters))
        .prefetch_related(Prefetch("comment__chapter", chapters))
    )
    prefetch_related_objects([story], "comment_rules", "stops")
    for act in found:
        act.story = story
    return found


def _is_its_writers(act: Act) -> bool:
    """Only its writer brings a comment back, and only they take it away again."""
    return act.kind == Act.Kind.STATE and act.before["state"] in TAKEN_BACK


def _still_holds(act: Act) -> bool:
    """Whether all is as it was just after the act."""
    if act.comment is not None:
        return bool(value_of(Act.Kind(act.kind), act.comment) == act.after)
    if act.kind == Act.Kind.STORY_RULES:
        story_rules = getattr(act.story, "comment_rules", None) or StoryRules()
        return bool(rules_of_story(story_rules) == act.after)
    if act.kind == Act.Kind.CHAPTER_RULES and act.chapter is not None:
        own = getattr(act.chapter, "discussion", None) or Discussion()
        return bool(rules_of_chapter(own) == act.after)
    who = (act.after["person_id"], act.after["address_id"])
    is_stopped = any((stop.person_id, stop.address_id) == who for stop in act.story.stops.all())
    return bool(is_stopped == act.after["stopped"])


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
