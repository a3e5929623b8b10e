"""What is one member's own in a list of comments: likes, mutes, what is new, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.choices import UNDER_REVIEW
from serial.comments.models import Comment, Like, MemberBlock, ReadMarker
from serial.comments.summary import DiscussionSummary
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.html import CommentHtml, MemberOverlay

# Within this time it is one visit: what was new stays marked when the page is loaded again.
VISIT_LENGTH = timedelta(minutes=30)
LIKED, MUTED, WAITING = "liked", "muted", "waiting"


@dataclass(frozen=True)
class PersonalState:
    user: User
    base: str
    consent: str
    liked: frozenset[int]
    muted: frozenset[int]
    # The numbers of comments of theirs that only they see.
    waiting: list[int]
    seen: int | None

    def own(self, piece: CommentHtml) -> MemberOverlay:
        if not piece.is_published:
            return MemberOverlay()
        is_mine = piece.user == self.user.pk
        is_new = self.seen is not None and piece.number > self.seen and not is_mine
        classes = " ".join(name for name, holds in (("own", is_mine), ("new", is_new)) if holds)
        # In words, for whom a colour or a dot tells nothing.
        fresh = f'<b class="new-label">{escape(gettext("new"))}</b>' if is_new else ""
        links = fresh + (self._edit(piece) if is_mine else self._like(piece))
        return MemberOverlay(classes, piece.user in self.muted, links)

    def _like(self, piece: CommentHtml) -> str:
        likes = piece.pk in self.liked
        said = gettext("Take my like back") if likes else gettext("Like")
        address = f"{self.base}{piece.number}/{self.consent}"
        return (
            f'<a data-action="{"unlike" if likes else "like"}" href="{address}"'
            f' rel="nofollow">{escape(said)}</a>'
        )

    def _edit(self, piece: CommentHtml) -> str:
        said = escape(gettext("Edit or take back"))
        address = f"{self.base}{piece.number}/{self.consent}"
        return f'<a href="{address}" rel="nofollow">{said}</a>'


def load_personal(
    place: CommentsContext, user: User, numbers: Sequence[int], consent: str = ""
) -> PersonalState:
    """In one query, for the comments with these numbers in the chapter."""
    found: dict[str, list[int]] = {LIKED: [], MUTED: [], WAITING: []}
    of_chapter = Comment.objects.filter(chapter=place.chapter)
    liked = Like.objects.filter(
        user=user, comment__chapter=place.chapter, comment__number__in=list(numbers)
    )
    muted = MemberBlock.objects.filter(owner=user, kind=MemberBlock.Kind.MUTE)
    waiting = of_chapter.by(user).filter(state__in=UNDER_REVIEW).order_by()
    rows = _tagged(liked, LIKED, "comment").union(
        _tagged(muted.order_by(), MUTED, "target"), _tagged(waiting, WAITING, "number"), all=True
    )
    for kind, key in rows:
        found[kind].append(key)
    return PersonalState(
        user=user,
        base=place.address,
        consent=consent,
        liked=frozenset(found[LIKED]),
        muted=frozenset(found[MUTED]),
        waiting=sorted(found[WAITING]),
        seen=seen_before_visit(place.discussion),
    )


def _tagged(rows: "QuerySet[Any]", kind: str, column: str) -> "QuerySet[Any, tuple[str, int]]":
    tagged: QuerySet[Any] = rows.annotate(
        tag=Value(kind, output_field=CharField()), tagged=Cast(column, BigIntegerField())
    )
    return tagged.values_list("tag", "tagged")


def seen_before_visit(talk: DiscussionSummary) -> int | None:
    """The last comment that was there when this member came before; None where they never did."""
    if talk.visited_at is None:
        return None
    return talk.read_before_visit if is_same_visit(talk) else talk.read_in_visit


def is_same_visit(talk: DiscussionSummary) -> bool:
    return talk.visited_at is not None and timezone.now() - talk.visited_at < VISIT_LENGTH


def update_read_marker(place: CommentsContext, user: User) -> None:
    """Written only where something is another: a comment came, or it is another visit."""
    talk = place.discussion
    if is_same_visit(talk) and talk.read_in_visit == talk.last_number:
        return
    seen = seen_before_visit(talk)
    ReadMarker.objects.update_or_create(
        user=user,
        chapter=place.chapter,
        defaults={
            "read_before_visit": talk.last_number if seen is None else seen,
            "read_in_visit": talk.last_number,
            "visited_at": timezone.now(),
        },
    )
