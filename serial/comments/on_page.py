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
from serial.comments.models import Distance, Visit, WritingDays
from serial.comments.rules import Rules, rules_from
from serial.stories.models import Byline, Story

OF_CHAPTER = (
    *("comment_count", "thread_count", "kudos_count", "block_counts", "version"),
    *("last_number", "who", "holds", "closed_at"),
)
OF_STORY = ("who", "holds", "closes_after_days")


def with_talk(chapters: ChapterQuerySet, user: User | AnonymousUser) -> ChapterQuerySet:
    """Adds what `talk_of` reads; for members also what is theirs alone."""
    chapters = chapters.annotate(
        **{f"talk_{name}": F(f"discussion__{name}") for name in OF_CHAPTER},
        **{f"story_{name}": F(f"story__comment_rules__{name}") for name in OF_STORY},
    )
    if not user.is_authenticated:
        return chapters
    # From the few whom somebody mutes to what they said here, not through all that was said.
    said_by_muted = Distance.objects.filter(
        owner=user,
        kind=Distance.Kind.MUTE,
        person__comments__chapter=OuterRef("pk"),
        person__comments__state=State.PUBLISHED,
    )
    return chapters.annotate(
        talk_muted=Coalesce(
            Subquery(said_by_muted.order_by().values("owner").annotate(n=Count("pk")).values("n")),
            0,
        ),
        talk_is_mine=Exists(Byline.objects.of(user).filter(story=OuterRef("story"))),
        talk_writing_since=Subquery(WritingDays.objects.filter(user=user).values("since")),
    )


def with_visit(chapters: ChapterQuerySet, user: User | AnonymousUser) -> ChapterQuerySet:
    """Adds, for members, what only the list of comments asks."""
    if not user.is_authenticated:
        return chapters
    visit = Visit.objects.filter(user=user, chapter=OuterRef("pk"))
    return chapters.annotate(
        talk_is_moderator=Exists(
            User.objects.filter(pk=user.pk).filter(
                Q(is_superuser=True) | Q(groups__name=MODERATORS)
            )
        ),
        talk_seen=Subquery(visit.values("seen")),
        talk_latest=Subquery(visit.values("latest")),
        talk_visited_at=Subquery(visit.values("at")),
    )


def is_kept_from_sight(user: User | AnonymousUser, story: Story) -> bool:
    """Whether this is somebody's own story, and they want to see no new feedback for now."""
    if not user.is_authenticated:
        return False
    writing = WritingDays.objects.filter(user=user)
    return writing.filter(user__pen_names__bylines__in=story.bylines.of(user)).exists()


@dataclass(frozen=True)
class Talk:
    """The comments of a chapter as one person sees them from afar."""

    rules: Rules
    comment_count: int
    thread_count: int
    kudos_count: int
    version: int
    last_number: int
    block_counts: dict[int, int]
    # Of a member: whether they have a by-line on the story, or moderate.
    is_mine: bool
    is_moderator: bool
    # When they asked to see no new feedback on their own story.
    writing_since: datetime | None
    # The last comment they saw before this visit, and in it; None where they never came.
    seen: int | None
    latest: int | None
    visited_at: datetime | None

    def without(self, muted: Mapping[int, int]) -> "Talk":
        """With so many comments less on each paragraph."""
        counts = {block: n - muted.get(block, 0) for block, n in self.block_counts.items()}
        return replace(self, block_counts={block: n for block, n in counts.items() if n > 0})

    def takes_comments(self) -> bool:
        """Of somebody, be it only of the story's own people."""
        return not self.rules.is_closed and (self.is_mine or self.rules.takes_members())

    @property
    def is_kept_from_sight(self) -> bool:
        return self.is_mine and self.writing_since is not None


def talk_of(chapter: Chapter) -> Talk:
    """From a chapter that was read with `with_talk`."""
    facts = vars(chapter)

    def number(name: str) -> int:
        return int(facts.get(name) or 0)

    return Talk(
        rules=rules_from(
            story_who=facts["story_who"],
            story_holds=facts["story_holds"],
            closes_after_days=facts["story_closes_after_days"],
            who=facts["talk_who"],
            holds=facts["talk_holds"],
            closed_at=moment(facts["talk_closed_at"]),
            release_at=chapter.release_at,
        ),
        comment_count=max(0, number("talk_comment_count") - number("talk_muted")),
        thread_count=number("talk_thread_count"),
        kudos_count=number("talk_kudos_count"),
        version=number("talk_version"),
        last_number=number("talk_last_number"),
        block_counts={int(key): n for key, n in _json(facts["talk_block_counts"]).items()},
        is_mine=bool(facts.get("talk_is_mine")),
        is_moderator=bool(facts.get("talk_is_moderator")),
        writing_since=moment(facts.get("talk_writing_since")),
        seen=facts.get("talk_seen"),
        latest=facts.get("talk_latest"),
        visited_at=moment(facts.get("talk_visited_at")),
    )


def _json(stored: Any) -> dict[str, int]:
    """A prepared query gives what the database keeps: text, or what its driver made of it."""
    if isinstance(stored, str):
        stored = json.loads(stored)
    return stored or {}


def moment(stored: Any) -> datetime | None:
    if isinstance(stored, str):
        stored = parse_datetime(stored)
    if isinstance(stored, datetime) and is_naive(stored):
        return make_aware(stored, UTC)
    return stored if isinstance(stored, datetime) else None
