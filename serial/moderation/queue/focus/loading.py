"""Loads an item with all that is needed to decide on it, in one query."""

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

from serial.comments.models import CheckFinding, Comment, CommentAction, CommentRevision
from serial.moderation.choices import ReportOutcome
from serial.moderation.models import Decision, Report, ReviewItem, Sanction
from serial.moderation.queue.json_rows import JsonRows
from serial.stories.models import Credit

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
    *("profile__user", "comment__ip_hash"),
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


def load_item(pk: int) -> ReviewItem | None:
    """Returns the item with annotations, which the other modules of this folder read."""
    items = ReviewItem.objects.filter(pk=pk).select_related(*RELATED).defer(*DEFERRED)
    on_paragraph = Q(comment__paragraph__isnull=False)
    return items.annotate(
        paragraph_html=_if(on_paragraph, "comment__chapter__body_html", TextField()),
        paragraph_history=_if(on_paragraph, "comment__chapter__paragraph_history", JSONField()),
        has_verified_email=Exists(
            EmailAddress.objects.filter(user=OuterRef("member"), verified=True)
        ),
        authors_json=JsonRows(
            Credit.objects.filter(story=OuterRef("on_story"), accepted_at__isnull=False),
            name="pen_name__name",
        ),
        findings_json=JsonRows(
            CheckFinding.objects.filter(comment=OuterRef("comment")),
            **_same("code", "verdict", "message", "places", "revision"),
        ),
        revisions_json=JsonRows(
            CommentRevision.objects.filter(comment=OuterRef("comment"))[:MAX_REVISIONS],
            **_same("body", "replaced_at"),
        ),
        reports_json=_reports(),
        decisions_json=JsonRows(
            Decision.objects.filter(item=OuterRef("pk"))[:MAX_DECISIONS], **_DECISION_FIELDS
        ),
        notes_json=JsonRows(
            Decision.objects.filter(member=OuterRef("member"))
            .exclude(note="")
            .exclude(item=OuterRef("pk"))[:MAX_NOTES],
            note="note",
            by="by__username",
            created_at="created_at",
        ),
        actions_json=JsonRows(
            CommentAction.objects.filter(comment=OuterRef("comment"), decision=None),
            **_same("kind", "after", "created_at"),
            by="by__username",
        ),
        **_standing(),
    ).first()


_DECISION_FIELDS = {
    **{name: name for name in ("id", "kind", "words", "note", "check_code", "created_at")},
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


def _reports() -> JsonRows:
    """The reports on the item, each with how often its reporter was right before.

    As in review/weights.py: without reports on oneself.
    """
    judged = Report.objects.filter(reporter=OuterRef("reporter")).judged()
    judged = judged.exclude(item__member=OuterRef("reporter")).order_by()
    reports = Report.objects.filter(item=OuterRef("pk")).annotate(
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


def _standing() -> dict[str, JsonRows]:
    """The latest comments and all sanctions: of a member, or of the guests of an IP hash."""
    by_member = {"member": OuterRef("member")}
    by_ip_hash = {"ip_hash": OuterRef("comment__ip_hash")}
    of_member = Comment.objects.filter(user=OuterRef("member"))
    of_guests = Comment.objects.filter(user=None, **by_ip_hash)
    return {
        "member_comments": _past_comments(of_member),
        "guest_comments": _past_comments(of_guests),
        "member_sanctions": _sanctions(Sanction.objects.filter(**by_member)),
        "guest_sanctions": _sanctions(Sanction.objects.filter(member=None, **by_ip_hash)),
    }


def _past_comments(comments: "QuerySet[Comment]") -> JsonRows:
    latest = comments.order_by("-posted_at")[:MAX_PAST_COMMENTS]
    return JsonRows(latest, **_same("state", "posted_at"))


def _sanctions(sanctions: "QuerySet[Sanction]") -> JsonRows:
    return JsonRows(sanctions, **_same("kind", "starts_at", "ends_at"), ended_by="ended_by_id")
