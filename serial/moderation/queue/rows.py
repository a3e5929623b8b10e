"""The rows of the list beside the item in focus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.models import User
from serial.comments.choices import READABLE_BY_MODERATORS
from serial.comments.models import CheckFinding
from serial.compiled_queries import CompiledRelatedQuery, InIds, Placeholder
from serial.markup.running_text import running_text
from serial.moderation.choices import DecisionKind, SubjectKind
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.models.decision import DecisionQuerySet
from serial.moderation.models.review_item import ReviewItemQuerySet
from serial.moderation.queue.finding_labels import finding_label
from serial.moderation.queue.json_rows import JsonRows
from serial.moderation.queue.narrowing import ItemKey
from serial.moderation.queue.query import QueueQuery
from serial.moderation.queue.tabs import WAITING_TABS, Tab, items_of
from serial.moderation.review.scores import points_now

ROWS_PER_PAGE = 30
EXCERPT_LENGTH = 120
# What a row shows of the thing, and of who has it open.
SUBJECT_COLUMNS = (
    *("comment__state", "comment__guest_name", "comment__user__username"),
    *("comment__pen_name__name", "story__title", "chapter__title", "chapter__number"),
    *("announcement__title", "pen_name__name", "profile__user__username"),
)
ITEM_COLUMNS = (
    *("kind", "image", "is_urgent", "score", "score_parts", "opened_at", "open_report_count"),
    *("is_held", "is_reported", "claimed_until", "claimed_by__username", "member"),
    *SUBJECT_COLUMNS,
)


@dataclass(frozen=True)
class Row:
    """points: the score as of now; None in the lists of decisions.

    codes: of the findings. claimed_by: the name of a colleague who has it open.
    is_own: whether it concerns the moderator.
    decision: in the lists of decisions, what was decided.
    """

    pk: int
    name: str
    excerpt: str
    at: datetime
    reasons: Sequence[str]
    codes: Sequence[str] = ()
    points: int | None = None
    claimed_by: str = ""
    is_urgent: bool = False
    is_own: bool = False
    decision: Decision | None = None

    @property
    def url(self) -> str:
        return reverse("moderation_item", args=[self.pk])

    @property
    def machine_time(self) -> str:
        return timezone.localtime(self.at).isoformat(timespec="seconds")

    @property
    def why(self) -> str:
        return ", ".join(self.reasons)


@dataclass(frozen=True)
class Rows:
    """A page of the list. has_more: whether there is another page."""

    rows: list[Row]
    has_more: bool

    def first_free(self) -> Row | None:
        """The first of others that no colleague has open; the first of all if there is none."""
        free = (row for row in self.rows if not (row.claimed_by or row.is_own))
        return next(free, next(iter(self.rows), None))

    def around(self, pk: int) -> tuple[Row | None, Row | None]:
        """Returns the rows before and after an item; the first row follows one that is missing."""
        index = next((i for i, row in enumerate(self.rows) if row.pk == pk), -1)
        before = self.rows[index - 1] if index > 0 else None
        after = self.rows[index + 1] if index + 1 < len(self.rows) else None
        return before, after


def load_rows(query: QueueQuery, user: User) -> Rows:
    start = (query.page - 1) * ROWS_PER_PAGE
    window = slice(start, start + ROWS_PER_PAGE + 1)
    if query.tab in WAITING_TABS:
        rows = [_row_of_item(item, user) for item in _load_waiting(query, window)]
    else:
        rows = [_row_of_decision(decision) for decision in _decisions(query, user)[window]]
    return Rows(rows[:ROWS_PER_PAGE], len(rows) > ROWS_PER_PAGE)


def _load_waiting(query: QueueQuery, window: slice) -> "Iterable[ReviewItem]":
    if query == QueueQuery(tab=query.tab):
        return _FIRST_PAGES[WAITING_TABS.index(query.tab)].rows()
    items = items_of(query.tab, ReviewItem.objects.waiting())
    if (few := query.few(items)) is not None:
        few.sort(key=ItemKey.rank)
        return _in_order([item.pk for item in few[window]])
    if query.is_filtered:
        return waiting_items(query)[window]
    # The rows before the window are skipped in the index.
    return _in_order(list(items.most_urgent_first().values_list("pk", flat=True)[window]))


def _in_order(pks: list[int]) -> list[ReviewItem]:
    items = {item.pk: item for item in _ITEMS_BY_IDS.rows(pks)}
    return [items[pk] for pk in pks if pk in items]


def waiting_items(query: QueueQuery) -> "QuerySet[ReviewItem]":
    return _with_columns(query.narrow(items_of(query.tab, ReviewItem.objects.all())))


def _with_columns(items: ReviewItemQuerySet) -> "QuerySet[ReviewItem]":
    items = items.select_related(*_relations(ITEM_COLUMNS)).only(*ITEM_COLUMNS)
    findings = CheckFinding.objects.filter(
        comment=OuterRef("comment"), revision=OuterRef("comment__edit_count")
    )
    return items.annotate(
        excerpt=_beginning("comment__body_html"),
        findings_json=JsonRows(findings, code="code"),
    ).most_urgent_first()


def _decisions(query: QueueQuery, user: User) -> "QuerySet[Decision]":
    """Without acts on many, which have a page of their own, and without what checks held."""
    decisions = Decision.objects.alone().exclude(by=None, kind=DecisionKind.HOLD)
    if query.tab == Tab.MINE:
        decisions = decisions.filter(by=user)
    if query.is_filtered:
        decisions = _narrowed(query, decisions)
    columns = [f"item__{name}" for name in ("kind", "image", *SUBJECT_COLUMNS)]
    own = ("kind", "before", "after", "created_at", "by__username", "check_code", "undone_by__id")
    return (
        decisions.select_related("by", "undone_by", *_relations(columns))
        .only(*own, *columns)
        .annotate(excerpt=_beginning("item__comment__body_html"))
        .order_by("-created_at", "-pk")
    )


def _beginning(column: str) -> Substr:
    """Of HTML: as much as the text of an excerpt needs, with ordinary markup."""
    return Substr(column, 1, 4 * EXCERPT_LENGTH)


def _narrowed(query: QueueQuery, decisions: DecisionQuerySet) -> DecisionQuerySet:
    items = ReviewItem.objects.all()
    if (few := query.few(items)) is not None:
        return decisions.filter(item__in=[item.pk for item in few])
    # Read in their order until the page is full.
    return decisions.filter(Exists(query.narrow(items).filter(pk=OuterRef("item"))))


def _relations(columns: Iterable[str]) -> set[str]:
    return {name.rpartition("__")[0] for name in columns if "__" in name}


def _row_of_item(item: ReviewItem, user: User) -> Row:
    codes = list(dict.fromkeys(found["code"] for found in getattr(item, "findings_json", [])))
    reasons = [finding_label(code) for code in codes]
    if count := item.open_report_count:
        reasons.append(ngettext("%(n)d report", "%(n)d reports", count) % {"n": count})
    is_claimed = item.claimed_until is not None and item.claimed_until > timezone.now()
    colleague = item.claimed_by if is_claimed and item.claimed_by_id != user.pk else None
    return Row(
        pk=item.pk,
        name=name_of(item),
        excerpt=_excerpt_of(item, getattr(item, "excerpt", "")),
        at=item.opened_at,
        reasons=reasons,
        codes=codes,
        points=points_now(item),
        claimed_by=colleague.username if colleague else "",
        is_urgent=item.is_urgent,
        is_own=item.member_id == user.pk,
    )


def _row_of_decision(decision: Decision) -> Row:
    return Row(
        pk=decision.item_id,
        name=name_of(decision.item),
        excerpt=_excerpt_of(decision.item, getattr(decision, "excerpt", "")),
        at=decision.created_at,
        reasons=[],
        decision=decision,
    )


def name_of(item: ReviewItem) -> str:
    """Returns the name under which the list shows a thing: of a comment, its commenter's."""
    if item.kind == SubjectKind.COMMENT and item.comment:
        return item.comment.display_name()
    return str(item.get_kind_display())


def _excerpt_of(item: ReviewItem, text: str | None) -> str:
    if item.is_gone:
        return gettext("Deleted")
    if item.kind == SubjectKind.COMMENT:
        is_readable = item.comment is not None and item.comment.state in READABLE_BY_MODERATORS
        if not is_readable:
            return gettext("Deleted by its commenter")
        return running_text(text or "", enough=EXCERPT_LENGTH)[:EXCERPT_LENGTH]
    if item.story:
        return item.story.title
    if item.chapter:
        return item.chapter.label()
    if item.announcement:
        return item.announcement.title
    if item.pen_name:
        return item.pen_name.name
    if item.profile:
        return item.profile.user.username
    return item.image


# What moderators see most, in the order of WAITING_TABS. Others are compiled each time.
_FIRST_PAGES = tuple(
    CompiledRelatedQuery(lambda tab=tab: waiting_items(QueueQuery(tab=tab))[: ROWS_PER_PAGE + 1])
    for tab in WAITING_TABS
)
_ITEMS_BY_IDS = CompiledRelatedQuery(
    lambda ids: _with_columns(ReviewItem.objects.filter(InIds("pk", ids))),
    Placeholder("item_ids"),
)
