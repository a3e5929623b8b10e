"""What a page that shows a chapter knows of its comments, read along with the chapter."""

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
    """Adds what `discussion_of` reads; for members also what is theirs alone."""
    chapters = chapters.annotate(
        **{f"discussion_{name}": F(f"discussion__{name}") for name in DISCUSSION_COLUMNS},
        **{
            f"story_{name}": F(f"story__comment_settings__{name}")
            for name in STORY_SETTINGS_COLUMNS
        },
    )
    if not user.is_authenticated:
        return chapters
    # From the few whom somebody mutes to what they said here, not through all that was said.
    said_by_muted = MemberBlock.objects.filter(
        owner=user,
        kind=MemberBlock.Kind.MUTE,
        person__comments__chapter=OuterRef("pk"),
        person__comments__state=State.PUBLISHED,
    )
    return chapters.annotate(
        discussion_muted=Coalesce(
            Subquery(said_by_muted.order_by().values("owner").annotate(n=Count("pk")).values("n")),
            0,
        ),
        discussion_is_mine=Exists(
            Credit.objects.accepted_for(user).filter(story=OuterRef("story"))
        ),
        discussion_feedback_paused_since=Subquery(
            FeedbackPause.objects.filter(user=user).values("since")
        ),
    )


def with_read_marker(chapters: ChapterQuerySet, user: User | AnonymousUser) -> ChapterQuerySet:
    """Adds, for members, what only the list of comments asks."""
    if not user.is_authenticated:
        return chapters
    visit = ReadMarker.objects.filter(user=user, chapter=OuterRef("pk"))
    return chapters.annotate(
        discussion_is_moderator=Exists(
            User.objects.filter(pk=user.pk).filter(
                Q(is_superuser=True) | Q(groups__name=MODERATORS)
            )
        ),
        discussion_seen=Subquery(visit.values("seen")),
        discussion_latest=Subquery(visit.values("latest")),
        discussion_visited_at=Subquery(visit.values("at")),
    )


def hides_feedback(user: User | AnonymousUser, story: Story) -> bool:
    """Whether this is somebody's own story, and they want to see no new feedback for now."""
    if not user.is_authenticated:
        return False
    writing = FeedbackPause.objects.filter(user=user)
    return writing.filter(user__pen_names__credits__in=story.credits.accepted_for(user)).exists()


@dataclass(frozen=True)
class DiscussionSummary:
    """The comments of a chapter as one person sees them from afar."""

    rules: CommentPolicy
    comment_count: int
    thread_count: int
    kudos_count: int
    version: int
    last_number: int
    paragraph_counts: dict[int, int]
    # Of a member: whether they have a by-line on the story, or moderate.
    is_mine: bool
    is_moderator: bool
    # When they asked to see no new feedback on their own story.
    feedback_paused_since: datetime | None
    # The last comment they saw before this visit, and in it; None where they never came.
    seen: int | None
    latest: int | None
    visited_at: datetime | None

    def without(self, muted: Mapping[int, int]) -> "DiscussionSummary":
        """With so many comments less on each paragraph."""
        counts = {block: n - muted.get(block, 0) for block, n in self.paragraph_counts.items()}
        return replace(self, paragraph_counts={block: n for block, n in counts.items() if n > 0})

    def accepts_comments(self) -> bool:
        """Of somebody, be it only of the story's own people."""
        return not self.rules.is_closed and (self.is_mine or self.rules.accepts_members())

    @property
    def hides_feedback(self) -> bool:
        return self.is_mine and self.feedback_paused_since is not None


def summary_of(chapter: Chapter) -> DiscussionSummary:
    """From a chapter that was read with `with_talk`."""
    facts = vars(chapter)

    def number(name: str) -> int:
        return int(facts.get(name) or 0)

    return DiscussionSummary(
        rules=make_policy(
            story_audience=facts["story_audience"],
            story_premoderation=facts["story_premoderation"],
            closes_after_days=facts["story_closes_after_days"],
            audience=facts["discussion_audience"],
            premoderation=facts["discussion_premoderation"],
            closed_at=to_datetime(facts["discussion_closed_at"]),
            release_at=chapter.release_at,
        ),
        comment_count=max(0, number("discussion_comment_count") - number("discussion_muted")),
        thread_count=number("discussion_thread_count"),
        kudos_count=number("discussion_kudos_count"),
        version=number("discussion_version"),
        last_number=number("discussion_last_number"),
        paragraph_counts={
            int(key): n for key, n in _json(facts["discussion_paragraph_counts"]).items()
        },
        is_mine=bool(facts.get("discussion_is_mine")),
        is_moderator=bool(facts.get("discussion_is_moderator")),
        feedback_paused_since=to_datetime(facts.get("discussion_feedback_paused_since")),
        seen=facts.get("discussion_seen"),
        latest=facts.get("discussion_latest"),
        visited_at=to_datetime(facts.get("discussion_visited_at")),
    )


def _json(stored: Any) -> dict[str, int]:
    """A prepared query gives what the database keeps: text, or what its driver made of it."""
    if isinstance(stored, str):
        stored = json.loads(stored)
    return stored or {}


def to_datetime(stored: Any) -> datetime | None:
    if isinstance(stored, str):
        stored = parse_datetime(stored)
    if isinstance(stored, datetime) and is_naive(stored):
        return make_aware(stored, UTC)
    return stored if isinstance(stored, datetime) else None
