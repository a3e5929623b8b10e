"""Loads an item with all that is needed to decide on it, in two queries.

One has the item with its thing and story; the other has the rows of other tables as JSON, and what
stands around the item (frame.py).
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import User
from serial.comments.models import CheckFinding, Comment, CommentAction, CommentRevision
from serial.compiled_queries import CompiledRelatedQuery, CompiledTuples, Placeholder
from serial.moderation.choices import ReportOutcome
from serial.moderation.models import Decision, Report, ReviewItem, Sanction
from serial.moderation.queue.frame import FRAME_COLUMNS, frame_columns
from serial.moderation.queue.json_rows import JsonRows
from serial.stories.models import Credit

Belongings = dict[str, Any]
# Of the latest comments, by which a commenter is judged. Those of a prolific member are many.
MAX_PAST_COMMENTS = 500
MAX_REVISIONS = 10
MAX_REPORTS = 50
MAX_DECISIONS = 30
MAX_NOTES = 5

RELATED = (
    *("member", "claimed_by", "on_story__comment_settings", "story", "pen_name__user"),
    *("comment__user", "comment__pen_name", "comment__parent__user", "comment__parent__pen_name"),
    *("comment__chapter__story", "comment__chapter__discussion", "chapter__story"),
    *("profile__user", "comment__ip_hash", "announcement__story"),
)
# Long texts that are not shown, or only sometimes.
CHAPTER_TEXTS = (
    *("note_before", "note_before_html", "body", "body_html", "body_text"),
    *("note_after", "note_after_html", "paragraph_history"),
)
STORY_TEXTS = ("summary", "summary_html", "default_note_before", "default_note_after")
DEFERRED = (
    *(f"comment__chapter__{name}" for name in CHAPTER_TEXTS),
    *(f"chapter__{name}" for name in CHAPTER_TEXTS),
    *(f"comment__chapter__story__{name}" for name in STORY_TEXTS),
    *(f"on_story__{name}" for name in STORY_TEXTS),
)

_DECISION_COLUMNS = (
    *("id", "kind", "words", "note", "check_code", "created_at", "before", "after"),
)
_DECISION_FIELDS = {
    **{name: name for name in _DECISION_COLUMNS},
    "by": "by__username",
    "by_id": "by_id",
    "rule": "rule__number",
    "rule_title": "rule__title",
    "undoes": "undoes_id",
    "undone_by": "undone_by__id",
    "wave": "wave_id",
}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _if(condition: Q, field: str, kind: "TextField[str, str] | JSONField") -> Case:
    return Case(When(condition, then=F(field)), default=Value(None), output_field=kind)


def _reports(item: Placeholder) -> JsonRows:
    """The reports on the item, each with how often its reporter was right before.

    As in review/weights.py: without reports on oneself.
    """
    judged = Report.objects.filter(reporter=OuterRef("reporter")).judged()
    judged = judged.exclude(item__member=OuterRef("reporter")).order_by()
    reports = Report.objects.filter(item=item).annotate(
        judged=_count(judged), right=_count(judged.filter(outcome=ReportOutcome.UPHELD))
    )
    return JsonRows(
        reports.order_by("-received_at", "-pk")[:MAX_REPORTS],
        **_same("reason", "words", "revision", "received_at", "outcome", "judged", "right"),
        reporter="reporter__username",
    )


def _count(rows: "QuerySet[Report]") -> Coalesce:
    counts = rows.values("reporter").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), Value(0))


def _past_comments(comments: "QuerySet[Comment]") -> JsonRows:
    latest = comments.order_by("-posted_at")[:MAX_PAST_COMMENTS]
    return JsonRows(latest, **_same("state", "posted_at"))


def _sanctions(sanctions: "QuerySet[Sanction]") -> JsonRows:
    return JsonRows(sanctions, **_same("kind", "starts_at", "ends_at"), ended_by="ended_by_id")


def load_item(pk: int, belongings: Belongings) -> ReviewItem | None:
    """Returns the item with its belongings as attributes, which the modules beside it read."""
    for item in _ITEMS.rows(pk):
        item.__dict__.update(belongings)
        return item
    return None


def _items(pk: Placeholder) -> "QuerySet[ReviewItem]":
    items = ReviewItem.objects.filter(pk=pk).select_related(*RELATED).defer(*DEFERRED)
    on_paragraph = Q(comment__paragraph__isnull=False)
    return items.annotate(
        paragraph_html=_if(on_paragraph, "comment__chapter__body_html", TextField()),
        paragraph_history=_if(on_paragraph, "comment__chapter__paragraph_history", JSONField()),
    ).order_by()


def leave_out_private(item: ReviewItem) -> None:
    """For whom it concerns, who may be a moderator: they read no notes and no reports."""
    decisions = [row | {"note": ""} for row in getattr(item, "decisions_json", [])]
    item.__dict__.update(reports_json=[], notes_json=[], decisions_json=decisions)


def load_belongings(user: User, pk: int) -> Belongings:
    """Returns the columns of the frame and of an item; pk: 0 for no item."""
    (row,) = _BELONGINGS.rows(user.pk, pk)
    return dict(zip(_COLUMNS, row, strict=True))


def _columns(item: Placeholder) -> dict[str, Any]:
    """The rows of other tables that belong to an item."""
    this = ReviewItem.objects.filter(pk=item)
    comment, member = Subquery(this.values("comment")), Subquery(this.values("member"))
    ip_hash, story = Subquery(this.values("comment__ip_hash")), Subquery(this.values("on_story"))
    of_story = Credit.objects.accepted().filter(story=story)
    of_person = Decision.objects.filter(member=member).exclude(note="").exclude(item=item)
    return {
        "has_verified_email": Exists(EmailAddress.objects.filter(user=member, verified=True)),
        "authors_json": JsonRows(of_story, name="pen_name__name"),
        # Of a query that has the moderator's row.
        "is_author": Exists(of_story.filter(pen_name__user=OuterRef("pk"))),
        "findings_json": JsonRows(
            CheckFinding.objects.filter(comment=comment),
            **_same("code", "verdict", "message", "places", "revision"),
        ),
        "revisions_json": JsonRows(
            CommentRevision.objects.filter(comment=comment)[:MAX_REVISIONS],
            **_same("body", "replaced_at"),
        ),
        "reports_json": _reports(item),
        "decisions_json": JsonRows(
            Decision.objects.filter(item=item)[:MAX_DECISIONS], **_DECISION_FIELDS
        ),
        "notes_json": JsonRows(
            of_person[:MAX_NOTES], **_same("note", "created_at"), by="by__username"
        ),
        "actions_json": JsonRows(
            CommentAction.objects.filter(comment=comment, decision=None),
            **_same("kind", "after", "created_at"),
            by="by__username",
        ),
        "member_comments": _past_comments(Comment.objects.filter(user=member)),
        "guest_comments": _past_comments(Comment.objects.filter(user=None, ip_hash=ip_hash)),
        "member_sanctions": _sanctions(Sanction.objects.filter(member=member)),
        "guest_sanctions": _sanctions(Sanction.objects.filter(member=None, ip_hash=ip_hash)),
    }


_ITEM = Placeholder("item_id")
_ITEMS = CompiledRelatedQuery(_items, Placeholder("item_id"))
_COLUMNS = (*FRAME_COLUMNS, *_columns(_ITEM))
_BELONGINGS: CompiledTuples[Any] = CompiledTuples(
    lambda user, item: (
        User.objects.filter(pk=user)
        .annotate(**frame_columns(), **_columns(item))
        .order_by()
        .values_list(*_COLUMNS)
    ),
    *(Placeholder("user_id"), _ITEM),
)
