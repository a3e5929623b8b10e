"""The summary of a chapter's comments for one user, read in the same query as the chapter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from accounts.models import User
from serial.annotations import read_annotations
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.comments.choices import State
from serial.comments.models import FeedbackPause, MemberBlock, ReadMarker
from serial.comments.policy import CommentPolicy, make_policy
from serial.compiled_queries import CompiledTuples, Placeholder, UserPlaceholder
from serial.stories.models import Credit, Story


class DiscussionColumns(NamedTuple):
    """Columns of a chapter's Discussion. Each is None if the chapter has no discussion yet."""

    comment_count: int | None
    thread_count: int | None
    kudos_count: int | None
    paragraph_counts: object
    version: int | None
    last_number: int | None
    audience: str | None
    premoderation: str | None
    closed_at: object


class StorySettingsColumns(NamedTuple):
    """Columns of the story's StoryCommentSettings. Each is None if the story has none."""

    audience: str | None
    premoderation: str | None
    closes_after_days: int | None
    closed_at: object


class MemberColumns(NamedTuple):
    """What depends on the user. Guests have the defaults."""

    muted_count: int = 0
    is_author: bool = False
    feedback_paused_since: object = None
    # Only with `with_read_marker`.
    read_before_visit: int | None = None
    read_in_visit: int | None = None
    visited_at: object = None


def with_discussion(chapters: ChapterQuerySet, user: User | AnonymousUser) -> ChapterQuerySet:
    """Annotates what `summary_of` reads. For members this includes what depends on the user."""
    chapters = chapters.annotate(
        **{f"discussion_{name}": F(f"discussion__{name}") for name in DiscussionColumns._fields},
        **{
            f"story_{name}": F(f"story__comment_settings__{name}")
            for name in StorySettingsColumns._fields
        },
    )
    if not user.is_authenticated:
        return chapters
    # Starts from the few members that this user muted. Starting from all comments would be slow.
    by_muted = MemberBlock.objects.filter(
        owner=user,
        kind=MemberBlock.Kind.MUTE,
        target__comments__chapter=OuterRef("pk"),
        target__comments__state=State.PUBLISHED,
    )
    return chapters.annotate(
        discussion_muted_count=Coalesce(
            Subquery(by_muted.order_by().values("owner").annotate(n=Count("pk")).values("n")),
            0,
        ),
        discussion_is_author=Exists(
            Credit.objects.accepted_for(user).filter(story=OuterRef("story"))
        ),
        discussion_feedback_paused_since=Subquery(
            FeedbackPause.objects.filter(user=user).values("started_at")
        ),
    )


def with_read_marker(chapters: ChapterQuerySet, user: User | AnonymousUser) -> ChapterQuerySet:
    """Annotates, for members, what only the list of comments needs."""
    if not user.is_authenticated:
        return chapters
    read_marker = ReadMarker.objects.filter(user=user, chapter=OuterRef("pk"))
    return chapters.annotate(
        discussion_read_before_visit=Subquery(read_marker.values("read_before_visit")),
        discussion_read_in_visit=Subquery(read_marker.values("read_in_visit")),
        discussion_visited_at=Subquery(read_marker.values("visited_at")),
    )


def hides_feedback(user: User | AnonymousUser, story: Story) -> bool:
    """Returns whether this user is an author of the story and paused feedback."""
    return user.is_authenticated and bool(PAUSES_ON_STORY.rows(user, story.pk))


def _pauses_on_story(user: User, story: int) -> "QuerySet[FeedbackPause, tuple[int]]":
    credits = Credit.objects.accepted_for(user).filter(story=story)
    pauses = FeedbackPause.objects.filter(user=user, user__pen_names__credits__in=credits)
    return pauses.values_list("pk")


PAUSES_ON_STORY = CompiledTuples(_pauses_on_story, UserPlaceholder("user"), Placeholder("story_id"))


@dataclass(frozen=True)
class DiscussionSummary:
    """What a chapter's page shows of its comments to one user."""

    policy: CommentPolicy
    # comment_count: published comments without the muted ones.
    comment_count: int
    muted_count: int
    thread_count: int
    kudos_count: int
    version: int
    last_number: int
    # {paragraph id: published comments}
    paragraph_counts: dict[int, int]
    # Whether the user is credited on the story.
    is_author: bool
    # When the user paused feedback on their stories.
    feedback_paused_since: datetime | None
    # The user's ReadMarker; None if they have none.
    read_before_visit: int | None
    read_in_visit: int | None
    visited_at: datetime | None

    def minus_muted(self, muted: Mapping[int, int]) -> "DiscussionSummary":
        """Subtracts the comments of muted members: {paragraph id: count}."""
        counts = {id: n - muted.get(id, 0) for id, n in self.paragraph_counts.items()}
        return replace(self, paragraph_counts={id: n for id, n in counts.items() if n > 0})

    def accepts_comments(self) -> bool:
        """Returns whether anybody may comment, or this user as an author of the story."""
        return not self.policy.is_closed and (self.is_author or self.policy.accepts_members())

    @property
    def hides_feedback(self) -> bool:
        return self.is_author and self.feedback_paused_since is not None


def summary_of(chapter: Chapter) -> DiscussionSummary:
    """The chapter must have been read `with_discussion`."""
    columns = read_annotations(chapter, DiscussionColumns, prefix="discussion_")
    story = read_annotations(chapter, StorySettingsColumns, prefix="story_")
    member = read_annotations(chapter, MemberColumns, prefix="discussion_")
    counts = _parse_json(columns.paragraph_counts)
    return DiscussionSummary(
        policy=make_policy(
            story_audience=story.audience,
            story_premoderation=story.premoderation,
            closes_after_days=story.closes_after_days,
            story_closed_at=to_datetime(story.closed_at),
            audience=columns.audience,
            premoderation=columns.premoderation,
            closed_at=to_datetime(columns.closed_at),
            release_at=chapter.release_at,
        ),
        comment_count=max(0, (columns.comment_count or 0) - member.muted_count),
        muted_count=member.muted_count,
        thread_count=columns.thread_count or 0,
        kudos_count=columns.kudos_count or 0,
        version=columns.version or 0,
        last_number=columns.last_number or 0,
        paragraph_counts={int(id): n for id, n in counts.items()},
        is_author=bool(member.is_author),
        feedback_paused_since=to_datetime(member.feedback_paused_since),
        read_before_visit=member.read_before_visit,
        read_in_visit=member.read_in_visit,
        visited_at=to_datetime(member.visited_at),
    )


def _parse_json(stored: object) -> dict[str, int]:
    """A compiled query returns what the driver gives: text on SQLite, a dict on PostgreSQL."""
    parsed = json.loads(stored) if isinstance(stored, str) else stored
    return parsed if isinstance(parsed, dict) else {}


def to_datetime(stored: object) -> datetime | None:
    """A compiled query returns what the driver gives: text on SQLite, a datetime on PostgreSQL."""
    if isinstance(stored, str):
        stored = parse_datetime(stored)
    if isinstance(stored, datetime) and is_naive(stored):
        return make_aware(stored, UTC)
    return stored if isinstance(stored, datetime) else None
