"""What the spam score learns from: the decisions of people about comments.

Spam: comments that moderators rejected or hid under a rule on spam, or after a report of spam. Not
spam: comments that moderators approved or restored, or left in place after a report, and those that
an author of the story approved. Comments that were rejected for another reason teach nothing, and
neither do decisions of checks, undone decisions, texts edited since, and deleted comments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from serial.comments.choices import DELETED_STATES, State
from serial.comments.models import Comment, CommentAction
from serial.moderation.choices import DecisionKind, Reason, ReportOutcome, SubjectKind
from serial.moderation.models import Decision, Report
from serial.moderation.spam.features import ScoredComment
from serial.moderation.spam.words import split_words

# Of comments, the newest first. Training on as many takes half a minute of CPU.
MAX_LABELS = 20_000
AT_ONCE = 500

KEEPING = (DecisionKind.APPROVE, DecisionKind.RESTORE, DecisionKind.DISMISS)
REMOVING = (DecisionKind.REJECT, DecisionKind.HIDE)
PUBLISHED = {"state": State.PUBLISHED.value}


class Label(NamedTuple):
    """A text and what people decided about it.

    group: whose it is, or the text itself. Comments of one group are trained on together or
    held out together, so that nobody's way of writing is in both.
    """

    comment: ScoredComment
    is_spam: bool
    group: str


@dataclass
class _Text:
    """The same text, posted once or often."""

    newest: Comment
    is_spam: bool
    stories: set[int] = field(default_factory=set)


def labelled_comments() -> list[Label]:
    """Returns each text once, with its newest decision: a wave of a thousand is one text."""
    verdicts = _verdicts()
    texts: dict[str, _Text] = {}
    for comment in _load_comments(list(verdicts)):
        words = " ".join(split_words(comment.body))
        text = texts.setdefault(words, _Text(comment, verdicts[comment.pk]))
        text.stories.add(comment.story_id)
    return [_make_label(words, text) for words, text in texts.items()]


def _make_label(words: str, text: _Text) -> Label:
    comment = text.newest
    # As it was halfway through a wave: the first comment of one stands alone.
    scored = scored_comment(comment, other_stories=len(text.stories) // 2)
    group = f"member {comment.user_id}" if comment.user_id else f"text {words}"
    return Label(scored, text.is_spam, group)


def scored_comment(comment: Comment, *, other_stories: int) -> ScoredComment:
    user = comment.user
    return ScoredComment(
        body=comment.body,
        is_guest=user is None,
        account_age=comment.posted_at - user.date_joined if user else None,
        other_stories=other_stories,
    )


def _verdicts() -> dict[int, bool]:
    """Returns whether a comment is spam, by its key, the newest decisions first.

    A decision by a moderator counts before an approval by an author.
    """
    by_moderators: dict[int, bool | None] = {}
    for comment, is_spam in _decisions():
        by_moderators.setdefault(comment, is_spam)
    verdicts = {
        comment: is_spam for comment, is_spam in by_moderators.items() if is_spam is not None
    }
    for comment in _approved_by_authors():
        if comment not in by_moderators:
            verdicts.setdefault(comment, False)
    return dict(islice(sorted(verdicts.items(), reverse=True), MAX_LABELS))


def _decisions() -> Iterator[tuple[int, bool | None]]:
    """Yields (comment, whether it is spam), the newest first; None if the decision does not say."""
    spam_reports = Report.objects.filter(
        item=OuterRef("item"), reason=Reason.SPAM, outcome=ReportOutcome.UPHELD
    )
    decisions = (
        Decision.objects.in_force()
        .filter(item__kind=SubjectKind.COMMENT, check_code="", kind__in=(*KEEPING, *REMOVING))
        .filter(revision=F("item__comment__edit_count"))
        .annotate(is_spam=Q(rule__reason=Reason.SPAM) | Exists(spam_reports))
        .order_by("-pk")
        .values_list("item__comment", "kind", "is_spam")
    )
    for comment, kind, is_spam in decisions[:MAX_LABELS]:
        if kind in KEEPING:
            yield comment, False
        else:
            yield comment, True if is_spam else None


def _approved_by_authors() -> Iterable[int]:
    approvals = CommentAction.objects.by_others().filter(
        kind=CommentAction.Kind.STATE,
        after=PUBLISHED,
        undoes=None,
        undone_by=None,
        decision=None,
        by__isnull=False,
    )
    unchanged = Q(comment__edited_at=None) | Q(comment__edited_at__lt=F("created_at"))
    newest = approvals.filter(unchanged).order_by("-pk")
    return newest.values_list("comment", flat=True)[:MAX_LABELS]


def _load_comments(keys: Sequence[int]) -> Iterator[Comment]:
    """Yields them in this order, without those of authors on their stories and deleted ones."""
    comments = (
        Comment.objects.filter(pen_name=None)
        .exclude(state__in=DELETED_STATES)
        .select_related("user")
        .only("body", "story", "posted_at", "user__date_joined")
    )
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        found = comments.in_bulk(part)
        yield from (found[key] for key in part if key in found)
