"""The summary of a chapter's comments for one user, read in the same query as the chapter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from accounts.models import User
from accounts.models.user import MODERATORS
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.comments.choices import State
from serial.comments.models import FeedbackPause, MemberBlock, ReadMarker
from serial.comments.policy import CommentPolicy, make_policy
from serial.stories.models import Credit, Story

DISCUSSION_COLUMNS = (
    *("comment_count", "thread_count", "kudos_count", "paragraph_counts", "version"),
    *("last_number", "audience", "premoderation", "closed_at"),
)
STORY_SETTINGS_COLUMNS = ("audience", "premoderation", "closes_after_days")


def with_discussion(chapters: ChapterQuerySet, user: User | AnonymousUser) -> ChapterQuerySet:
    """Annotates what `summary_of` reads. For members this includes what depends on the user."""
    chapters = chapters.annotate(
        **{f"discussion_{name}": F(f"discussion__{name}") for name in DISCUSSION_COLUMNS},
        **{
            f"story_{name}": F(f"story__comment_settings__{name}")
            for name in STORY_SETTINGS_COLUMNS
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
        discussion_is_moderator=Exists(
            User.objects.filter(pk=user.pk).filter(
                Q(is_superuser=True) | Q(groups__name=MODERATORS)
            )
        ),
        discussion_read_before_visit=Subquery(read_marker.values("read_before_visit")),
        discussion_read_in_visit=Subquery(read_marker.values("read_in_visit")),
        discussion_visited_at=Subquery(read_marker.values("visited_at")),
    )


def hides_feedback(user: User | AnonymousUser, story: Story) -> bool:
    """Returns whether this user is an author of the story and paused feedback."""
    if not user.is_authenticated:
        return False
    pauses = FeedbackPause.objects.filter(user=user)
    return pauses.filter(user__pen_names__credits__in=story.credits.accepted_for(user)).exists()


@dataclass(frozen=True)
class DiscussionSummary:
    """What a chapter's page shows of its comments to one user."""

    policy: CommentPolicy
    comment_count: int
    thread_count: int
    kudos_count: int
    version: int
    last_number: int
    # {paragraph id: published comments}
    paragraph_counts: dict[int, int]
    # Whether the user is credited on the story, or is a moderator.
    is_author: bool
    is_moderator: bool
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
    columns = vars(chapter)

    def number(name: str) -> int:
        return int(columns.get(name) or 0)

    counts = _parse_json(columns["discussion_paragraph_counts"])
    return DiscussionSummary(
        policy=make_policy(
            story_audience=columns["story_audience"],
            story_premoderation=columns["story_premoderation"],
            closes_after_days=columns["story_closes_after_days"],
            audience=columns["discussion_audience"],
            premoderation=columns["discussion_premoderation"],
            closed_at=to_datetime(columns["discussion_closed_at"]),
            release_at=chapter.release_at,
        ),
        comment_count=max(0, number("discussion_comment_count") - number("discussion_muted_count")),
        thread_count=number("discussion_thread_count"),
        kudos_count=number("discussion_kudos_count"),
        version=number("discussion_version"),
        last_number=number("discussion_last_number"),
        paragraph_counts={int(id): n for id, n in counts.items()},
        is_author=bool(columns.get("discussion_is_author")),
        is_moderator=bool(columns.get("discussion_is_moderator")),
        feedback_paused_since=to_datetime(columns.get("discussion_feedback_paused_since")),
        read_before_visit=columns.get("discussion_read_before_visit"),
        read_in_visit=columns.get("discussion_read_in_visit"),
        visited_at=to_datetime(columns.get("discussion_visited_at")),
    )


def _parse_json(stored: Any) -> dict[str, int]:
    """A compiled query returns what the driver gives: text on SQLite, a dict on PostgreSQL."""
    if isinstance(stored, str):
        stored = json.loads(stored)
    return stored or {}


def to_datetime(stored: Any) -> datetime | None:
    """A compiled query returns what the driver gives: text on SQLite, a datetime on PostgreSQL."""
    if isinstance(stored, str):
        stored = parse_datetime(stored)
    if isinstance(stored, datetime) and is_naive(stored):
        return make_aware(stored, UTC)
    return stored if isinstance(stored, datetime) else None
