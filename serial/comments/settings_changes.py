"""An author says who may comment on a story or a chapter, and whom they stop; recorded."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.action_log import Value
from serial.comments.counters import lock_discussion, save_counters
from serial.comments.models import (
    Comment,
    CommentAction,
    Discussion,
    StoryBan,
    StoryCommentSettings,
)
from serial.stories.models import Story

STORY_FIELDS = ("audience", "premoderation", "closes_after_days")
CHAPTER_FIELDS = ("audience", "premoderation")
# Ten years: beyond it is a slip of the finger.
MAX_CLOSING_DAYS = 3_650


def story_settings_value(rules: StoryCommentSettings) -> Value:
    return {name: getattr(rules, name) for name in STORY_FIELDS}


def chapter_settings_value(own: Discussion) -> Value:
    return {
        "audience": own.audience,
        "premoderation": own.premoderation,
        "closed": own.closed_at is not None,
    }


@transaction.atomic
def change_story_settings(
    story: Story, after: Value, by: User | None, *, undoes: CommentAction | None = None
) -> CommentAction | None:
    """`after` has who, holds and closes_after_days, as StoryRules has them."""
    StoryCommentSettings.objects.bulk_create(
        [StoryCommentSettings(story=story)], ignore_conflicts=True
    )
    rules = StoryCommentSettings.objects.select_for_update().get(story=story)
    before = story_settings_value(rules)
    if before == after:
        return None
    for name in STORY_FIELDS:
        setattr(rules, name, after[name])
    rules.save()
    return _record(CommentAction.Kind.STORY_RULES, story, before, after, by, undoes=undoes)


@transaction.atomic
def change_chapter_settings(
    chapter: Chapter, after: Value, by: User | None, *, undoes: CommentAction | None = None
) -> CommentAction | None:
    """`after` has who and holds (empty: as the story has it) and closed, a bool."""
    discussion = lock_discussion(chapter.pk)
    before = chapter_settings_value(discussion)
    if before == after:
        return None
    discussion.audience, discussion.premoderation = after["audience"], after["premoderation"]
    if before["closed"] != after["closed"]:
        discussion.closed_at = timezone.now() if after["closed"] else None
    save_counters(discussion, *CHAPTER_FIELDS, "closed_at")
    act = _record(CommentAction.Kind.CHAPTER_RULES, chapter.story, before, after, by, undoes=undoes)
    CommentAction.objects.filter(pk=act.pk).update(chapter=chapter)
    return act


def ban_commenter(comment: Comment, by: User | None) -> CommentAction | None:
    """Keeps whoever wrote this from commenting on its story; None where nobody is known."""
    return set_ban(comment.story, comment.user_id, comment.ip_hash_id, stopped=True, by=by)


def lift_ban(stop: StoryBan, by: User | None) -> CommentAction | None:
    return set_ban(stop.story, stop.person_id, stop.ip_hash_id, stopped=False, by=by)


@transaction.atomic
def set_ban(
    story: Story,
    person: int | None,
    address: int | None,
    *,
    stopped: bool,
    by: User | None,
    undoes: CommentAction | None = None,
) -> CommentAction | None:
    who = {"person_id": person, "ip_hash_id": None if person else address}
    if not any(who.values()):
        return None
    stops = StoryBan.objects.filter(story=story, **who)
    was = stops.exists()
    if was == stopped:
        return None
    if stopped:
        StoryBan.objects.bulk_create([StoryBan(story=story, **who)], ignore_conflicts=True)
    else:
        stops.delete()
    return _record(
        CommentAction.Kind.STOP,
        story,
        {**who, "stopped": was},
        {**who, "stopped": stopped},
        by,
        undoes=undoes,
    )


def _record(
    kind: CommentAction.Kind,
    story: Story,
    before: Value,
    after: Value,
    by: User | None,
    *,
    undoes: CommentAction | None,
) -> CommentAction:
    return CommentAction.objects.create(
        kind=kind, story=story, before=before, after=after, by=by, undoes=undoes
    )
