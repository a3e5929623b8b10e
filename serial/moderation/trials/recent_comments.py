"""The last comments of the site as the checks saw them, to try check settings on."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from serial.comments.checks import CheckedComment
from serial.comments.choices import READABLE_BY_MODERATORS, Audience, Premoderation
from serial.comments.models import Comment
from serial.comments.policy import CommentPolicy
from serial.comments.rate_limits import HISTORY_LENGTH, PastComment
from serial.comments.sentences import SentenceUse, digests_of
from serial.comments.trust import is_newcomer, is_trusted
from serial.moderation.checks.repeated_text import FindUses

TRIED = 1_000
# Earlier comments of those who wrote them: enough for the history of most.
MAX_HISTORY = 20_000
# No check that is tried asks for it.
NO_POLICY = CommentPolicy(Audience.EVERYONE, Premoderation.NOBODY, is_closed=False)
LOADED = (
    *("body", "body_html", "state", "posted_at", "user__username", "user__date_joined"),
    *("pen_name__name", "guest_name", "ip_hash", "number", "chapter__slug", "story__slug"),
    *("story__title", "story__language", "chapter__story"),
)
# (user, IP hash) of a commenter.
Commenter = tuple[int | None, int | None]


@dataclass(frozen=True)
class RecentComments:
    """The comments, the oldest first."""

    comments: list[Comment]
    past: dict[Commenter, list[PastComment]] = field(default_factory=dict)

    def checked(self) -> Iterator[CheckedComment]:
        """Yields each comment with what its commenter had posted before."""
        for comment in self.comments:
            history = self._history(comment)
            newcomer = comment.pen_name_id is None and is_newcomer(
                comment.user, history, comment.posted_at
            )
            yield CheckedComment(
                comment=comment,
                user=comment.user,
                policy=NO_POLICY,
                is_newcomer=newcomer,
                is_trusted=not newcomer and is_trusted(history, comment.posted_at),
                is_author=comment.pen_name_id is not None,
                history=history,
                seconds=float("inf"),
            )

    def _history(self, comment: Comment) -> list[PastComment]:
        past = self.past.get(commenter_of(comment), [])
        end = bisect_left(past, comment.posted_at, key=lambda each: each.posted_at)
        return past[max(0, end - HISTORY_LENGTH) : end][::-1]


def load_recent_comments() -> RecentComments:
    """Three queries."""
    rows = Comment.objects.select_related("user", "pen_name", "story", "chapter__story")
    # By the primary key backwards, which needs no sorting of a million rows.
    newest = rows.only(*LOADED).order_by("-pk").filter(state__in=READABLE_BY_MODERATORS)
    comments = sorted(newest[:TRIED], key=lambda comment: comment.posted_at)
    users = {comment.user_id for comment in comments if comment.user_id}
    ip_hashes = {comment.ip_hash_id for comment in comments if comment.ip_hash_id}
    past: dict[Commenter, list[PastComment]] = defaultdict(list)
    _add_history(past, Comment.objects.filter(user__in=users))
    _add_history(past, Comment.objects.filter(user=None, ip_hash__in=ip_hashes))
    return RecentComments(comments, dict(past))


def _add_history(past: dict[Commenter, list[PastComment]], comments: "QuerySet[Comment]") -> None:
    columns = ("user", "ip_hash", "posted_at", "state")
    newest = comments.order_by("-posted_at").values_list(*columns)[:MAX_HISTORY]
    for user, ip_hash, posted_at, state in reversed(newest):
        past[user, None if user else ip_hash].append(PastComment(posted_at, state))


def commenter_of(comment: Comment) -> Commenter:
    return comment.user_id, None if comment.user_id else comment.ip_hash_id


def uses_among(comments: Iterable[Comment]) -> FindUses:
    """Returns a function that finds repeated sentences among these comments only."""
    uses: dict[int, list[SentenceUse]] = defaultdict(list)
    for comment in comments:
        columns = (comment.chapter_id, comment.user_id, comment.ip_hash_id)
        for digest in digests_of(comment.body).all():
            uses[digest].append(SentenceUse(digest, comment.posted_at, comment.pk, *columns))

    def find(digests: Iterable[int], comment: Comment, since: datetime) -> Iterator[SentenceUse]:
        for digest in digests:
            for use in uses.get(digest, ()):
                if since < use.posted_at < comment.posted_at:
                    yield use

    return find
