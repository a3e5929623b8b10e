"""Changes of the comment settings of a story or chapter, and bans. All of them are logged."""

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
# Ten years; a higher number is a typing mistake.
MAX_CLOSING_DAYS = 3_650


def story_settings_value(settings: StoryCommentSettings) -> Value:
    return {name: getattr(settings, name) for name in STORY_FIELDS}


def chapter_settings_value(discussion: Discussion) -> Value:
    return {
        "audience": discussion.audience,
        "premoderation": discussion.premoderation,
        "closed": discussion.closed_at is not None,
    }


@transaction.atomic
def change_story_settings(
    story: Story, after: Value, by: User | None, *, undoes: CommentAction | None = None
) -> CommentAction | None:
    """`after` has all STORY_FIELDS. Returns None if nothing changed."""
    StoryCommentSettings.objects.bulk_create(
        [StoryCommentSettings(story=story)], ignore_conflicts=True
    )
    settings = StoryCommentSettings.objects.select_for_update().get(story=story)
    before = story_settings_value(settings)
    if before == after:
        return None
    for name in STORY_FIELDS:
        setattr(settings, name, after[name])
    settings.save()
    return _log(CommentAction.Kind.STORY_SETTINGS, story, before, after, by, undoes=undoes)


@transaction.atomic
def change_chapter_settings(
    chapter: Chapter, after: Value, by: User | None, *, undoes: CommentAction | None = None
) -> CommentAction | None:
    """`after` has all CHAPTER_FIELDS (empty: same as the story) and `closed`, a bool.

    Returns None if nothing changed.
    """
    discussion = lock_discussion(chapter.pk)
    before = chapter_settings_value(discussion)
    if before == after:
        return None
    discussion.audience, discussion.premoderation = after["audience"], after["premoderation"]
    if before["closed"] != after["closed"]:
        discussion.closed_at = timezone.now() if after["closed"] else None
    save_counters(discussion, *CHAPTER_FIELDS, "closed_at")
    kind = CommentAction.Kind.CHAPTER_SETTINGS
    action = _log(kind, chapter.story, before, after, by, undoes=undoes)
    CommentAction.objects.filter(pk=action.pk).update(chapter=chapter)
    return action


def ban_commenter(comment: Comment, by: User | None) -> CommentAction | None:
    """Bans the commenter from the story. Returns None if banned already, or if unknown: the
    account or the IP hash may be deleted.
    """
    return set_ban(comment.story, comment.user_id, comment.ip_hash_id, banned=True, by=by)


def lift_ban(ban: StoryBan, by: User | None) -> CommentAction | None:
    return set_ban(ban.story, ban.user_id, ban.ip_hash_id, banned=False, by=by)


@transaction.atomic
def set_ban(
    story: Story,
    user_id: int | None,
    ip_hash_id: int | None,
    *,
    banned: bool,
    by: User | None,
    undoes: CommentAction | None = None,
) -> CommentAction | None:
    """Bans a member, or the guests of an IP hash, or lifts the ban. None if nothing changed."""
    commenter = {"user_id": user_id, "ip_hash_id": None if user_id else ip_hash_id}
    if not any(commenter.values()):
        return None
    bans = StoryBan.objects.filter(story=story, **commenter)
    was_banned = bans.exists()
    if was_banned == banned:
        return None
    if banned:
        StoryBan.objects.bulk_create([StoryBan(story=story, **commenter)], ignore_conflicts=True)
    else:
        bans.delete()
    before, after = {**commenter, "banned": was_banned}, {**commenter, "banned": banned}
    return _log(CommentAction.Kind.BAN, story, before, after, by, undoes=undoes)


def _log(
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
