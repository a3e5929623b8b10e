"""What only one member sees in a list of comments.

That is their likes, the people they muted, new comments, their own under review, and whether
they gave kudos.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property

from django.db.models import BigIntegerField, CharField, Model, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.choices import UNDER_REVIEW
from serial.comments.models import Comment, Kudos, Like, MemberBlock, ReadMarker
from serial.comments.summary import DiscussionSummary
from serial.compiled_queries import CompiledTuples, Ids, InIds, Placeholder, UserPlaceholder
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.html import (
    EMPTY,
    CommentHtml,
    MemberOverlay,
    like_count_html,
    likes_html,
)

# Comments that were new stay marked as new when the page is loaded again within this time.
VISIT_LENGTH = timedelta(minutes=30)
# By whether the comment is the member's own, and whether it is new to them.
OVERLAY_CLASSES = {
    (False, False): EMPTY,
    (True, False): SafeString(" own"),
    (False, True): SafeString(" new"),
}
LIKED, MUTED, OWN_UNDER_REVIEW, KUDOS = "liked", "muted", "under-review", "kudos"


@dataclass(frozen=True)
class PersonalState:
    user: User
    comments_url: str
    consent: str
    # Primary keys of comments, and of users.
    liked: frozenset[int]
    muted: frozenset[int]
    # Numbers of the member's own comments that other readers do not see.
    under_review: list[int]
    has_given_kudos: bool
    # The last number they saw before this visit; None if it is their first.
    seen: int | None

    def overlay(self, comment_html: CommentHtml) -> MemberOverlay:
        if not comment_html.is_published:
            return MemberOverlay()
        is_own = comment_html.user == self.user.pk
        is_new = self.seen is not None and comment_html.number > self.seen and not is_own
        overlay = MemberOverlay(
            classes=OVERLAY_CLASSES[is_own, is_new],
            is_collapsed=comment_html.user in self.muted,
            badge=self._new_badge if is_new else EMPTY,
        )
        if is_own:
            return overlay._replace(likes=likes_html(comment_html.like_count))
        return overlay._replace(likes=self._like_link(comment_html))

    def _like_link(self, comment_html: CommentHtml) -> SafeString:
        action = "unlike" if comment_html.pk in self.liked else "like"
        return format_html(
            '<a class="act act--like" data-action="{}" href="{}{}/{}" rel="nofollow">'
            '<span class="visually-hidden">{} </span>{}</a>',
            *(action, self._url, comment_html.number, self._consent, self._labels[action]),
            self._like_counts(comment_html.like_count),
        )

    # What all comments of the page have in common is escaped once, and not for each comment.
    @cached_property
    def _labels(self) -> dict[str, SafeString]:
        labels = {"like": gettext("Like"), "unlike": gettext("Unlike")}
        return {name: conditional_escape(label) for name, label in labels.items()}

    @cached_property
    def _new_badge(self) -> SafeString:
        # A word as well: not everyone sees the colour.
        return format_html('<b class="badge new-label">{}</b>', gettext("New"))

    @cached_property
    def _like_counts(self) -> Callable[[int], SafeString]:
        return cache(like_count_html)

    @cached_property
    def _url(self) -> SafeString:
        return conditional_escape(self.comments_url)

    @cached_property
    def _consent(self) -> SafeString:
        return conditional_escape(self.consent)


def load_personal_state(
    comments: CommentsContext, user: User, numbers: Sequence[int], consent: str = ""
) -> PersonalState:
    """Loads it in one query, for the comments with these numbers in the chapter."""
    keys: dict[str, list[int]] = {LIKED: [], MUTED: [], OWN_UNDER_REVIEW: [], KUDOS: []}
    for tag, key in _STATE.rows(comments.chapter.pk, list(numbers), user):
        keys[tag].append(key)
    return PersonalState(
        user=user,
        comments_url=comments.url,
        consent=consent,
        liked=frozenset(keys[LIKED]),
        muted=frozenset(keys[MUTED]),
        under_review=sorted(keys[OWN_UNDER_REVIEW]),
        has_given_kudos=bool(keys[KUDOS]),
        seen=seen_before_visit(comments.discussion),
    )


def _state(chapter_id: int, numbers: Ids, user: User) -> "QuerySet[Model, tuple[str, int]]":
    liked = Like.objects.filter(
        InIds("comment__number", numbers), user=user, comment__chapter=chapter_id
    )
    muted = MemberBlock.objects.filter(owner=user, kind=MemberBlock.Kind.MUTE).order_by()
    own = Comment.objects.filter(chapter=chapter_id).by(user)
    kudos = Kudos.objects.filter(user=user, chapter=chapter_id)
    under_review = own.filter(state__in=UNDER_REVIEW).order_by()
    return _tagged(liked, LIKED, "comment").union(
        _tagged(muted, MUTED, "target"),
        _tagged(under_review, OWN_UNDER_REVIEW, "number"),
        _tagged(kudos, KUDOS, "chapter"),
        all=True,
    )


def _tagged(rows: "QuerySet[Model]", tag: str, column: str) -> "QuerySet[Model, tuple[str, int]]":
    tagged = rows.annotate(
        tag=Value(tag, output_field=CharField()), key=Cast(column, BigIntegerField())
    )
    rows_with_keys: QuerySet[Model, tuple[str, int]] = tagged.values_list("tag", "key")
    return rows_with_keys


_STATE = CompiledTuples(
    _state, Placeholder("chapter_id"), Placeholder("numbers"), UserPlaceholder("user")
)


def seen_before_visit(discussion: DiscussionSummary) -> int | None:
    """Returns the last comment number of the member's previous visit, None if they had none."""
    if discussion.visited_at is None:
        return None
    return discussion.read_before_visit if is_same_visit(discussion) else discussion.read_in_visit


def is_same_visit(discussion: DiscussionSummary) -> bool:
    visited_at = discussion.visited_at
    return visited_at is not None and timezone.now() - visited_at < VISIT_LENGTH


def update_read_marker(comments: CommentsContext, user: User) -> None:
    """Writes only if a comment was added or this is a new visit."""
    discussion = comments.discussion
    if is_same_visit(discussion) and discussion.read_in_visit == discussion.last_number:
        return
    seen = seen_before_visit(discussion)
    ReadMarker.objects.update_or_create(
        user=user,
        chapter=comments.chapter,
        defaults={
            "read_before_visit": discussion.last_number if seen is None else seen,
            "read_in_visit": discussion.last_number,
            "visited_at": timezone.now(),
        },
    )
