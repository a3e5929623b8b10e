"""What else members are told of: the events without a notification yet, of the last days.

Each function returns the rows to write. An event that has one is not found again, so nothing is
lost or told twice, whenever a worker is stopped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, Min, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from serial.comments.models import CommentAction, Like
from serial.moderation.causes import acts_of_authors
from serial.moderation.choices import TOLD_KINDS, AppealStatus, DecisionKind, ReportOutcome
from serial.moderation.models import Appeal, Decision, Report
from serial.moderation.models.decision import PERSONAL_KINDS, STORY_KINDS, DecisionQuerySet
from serial.notifications.kinds import AUTHOR_LIKE, DECISION, INVITATION
from serial.notifications.models import Notification
from serial.stories.models import Credit

# How long a worker may be stopped before something is told to nobody.
WINDOW = timedelta(days=7)


def author_likes() -> Iterator[Notification]:
    """Likes of members' comments by authors of the story; of one comment only the first."""
    told = Notification.objects.filter(kind=AUTHOR_LIKE, comment=OuterRef("comment"))
    likes = Like.objects.filter(~Exists(told), as_author=True, given_at__gte=_since())
    likes = likes.filter(comment__user__isnull=False).exclude(user=F("comment__user"))
    for pk, user_id, at in likes.values_list("comment", "comment__user", "given_at"):
        key = f"{AUTHOR_LIKE}:{pk}"
        yield Notification(user_id=user_id, kind=AUTHOR_LIKE, key=key, comment_id=pk, created_at=at)


def decisions() -> Iterator[Notification]:
    """Decisions of moderators about one thing, to those who read their statement of reasons."""
    is_of_work = Q(item__kind__in=STORY_KINDS, item__on_story__isnull=False)
    found = _told_decisions().exclude(wave__isnull=False).filter(~_told("decision"))
    found = found.filter(Q(member__isnull=False) | is_of_work).select_related("item")
    rows = list(found.order_by("pk"))
    authors = _authors_of({row.item.on_story_id for row in rows})
    for decision in rows:
        recipients = {decision.member_id}
        if decision.item.kind in STORY_KINDS and decision.kind not in PERSONAL_KINDS:
            recipients |= authors[decision.item.on_story_id or 0]
        for user_id in recipients:
            if user_id is not None and user_id != decision.by_id:
                yield Notification(
                    user_id=user_id,
                    kind=DECISION,
                    key=f"decision:{decision.pk}",
                    decision=decision,
                    created_at=decision.created_at,
                )


def waves() -> Iterator[Notification]:
    """Decisions about many comments at once: one for each commenter, whose statement has all."""
    key = Concat(Value("wave:"), Cast("wave", CharField()))
    told = Notification.objects.filter(user=OuterRef("member"), key=OuterRef("key"))
    found = _told_decisions().filter(wave__isnull=False, member__isnull=False)
    keyed = found.annotate(key=key).filter(~Exists(told)).order_by()
    firsts = keyed.values_list("member", "key").annotate(first=Min("pk"), at=Min("created_at"))
    for user_id, wave, pk, at in firsts:
        yield Notification(user_id=user_id, kind=DECISION, key=wave, decision_id=pk, created_at=at)


def _told_decisions() -> DecisionQuerySet:
    found = Decision.objects.filter(undone_by=None, kind__in=TOLD_KINDS, created_at__gte=_since())
    # Written as in DecisionQuerySet.alone, for SQLite. What a check holds, its commenter sees as
    # soon as they have sent it.
    return found.exclude(undoes__isnull=False).exclude(kind=DecisionKind.HOLD, by=None)


def acts() -> Iterator[Notification]:
    """What authors did against members' comments on their stories, and bans from them."""
    recent = ~_told("action"), Q(undone_by=None, has_decision=False, created_at__gte=_since())
    of_comments = acts_of_authors().filter(*recent, comment__user__isnull=False)
    of_comments = of_comments.exclude(by=F("comment__user")).order_by()
    for act, user_id in of_comments.values_list("pk", "comment__user"):
        yield _act(act, user_id)
    bans = CommentAction.objects.filter(*recent, kind=CommentAction.Kind.BAN, after__banned=True)
    for act, after in bans.exclude(by=None).order_by().values_list("pk", "after"):
        if after.get("user_id") is not None:
            yield _act(act, after["user_id"])


def report_outcomes() -> Iterator[Notification]:
    reports = Report.objects.filter(~_told("report"), judged_at__gte=_since())
    reports = reports.exclude(outcome=ReportOutcome.OPEN).exclude(reporter=None).order_by()
    for pk, user_id, at in reports.values_list("pk", "reporter", "judged_at"):
        yield _decided("report", pk, user_id, at)


def appeal_answers() -> Iterator[Notification]:
    appeals = Appeal.objects.filter(~_told("appeal"), answered_at__gte=_since())
    appeals = appeals.exclude(status=AppealStatus.WAITING).exclude(member=None).order_by()
    for pk, user_id, at in appeals.values_list("pk", "member", "answered_at"):
        yield _decided("appeal", pk, user_id, at)


def invitations() -> Iterator[Notification]:
    open_ones = Credit.objects.filter(~_told("credit"), accepted_at=None).order_by()
    for pk, user_id in open_ones.exclude(pen_name__user=None).values_list("pk", "pen_name__user"):
        yield Notification(user_id=user_id, kind=INVITATION, key=f"invitation:{pk}", credit_id=pk)


SOURCES = (author_likes, decisions, waves, acts, report_outcomes, appeal_answers, invitations)


def _since() -> datetime:
    return timezone.now() - WINDOW


def _told(field: str) -> Exists:
    return Exists(Notification.objects.filter(**{field: OuterRef("pk")}))


def _act(pk: int, user_id: int) -> Notification:
    return Notification(user_id=user_id, kind=DECISION, key=f"act:{pk}", action_id=pk)


def _decided(field: str, pk: int, user_id: int, at: datetime | None) -> Notification:
    """field: of the notification, for a report or an appeal that was decided on."""
    return Notification(
        user_id=user_id,
        kind=DECISION,
        key=f"{field}:{pk}",
        created_at=at or timezone.now(),
        **{f"{field}_id": pk},
    )


def _authors_of(story_pks: Iterable[int | None]) -> defaultdict[int, set[int | None]]:
    credits = Credit.objects.accepted().filter(story__in=[pk for pk in story_pks if pk])
    authors: defaultdict[int, set[int | None]] = defaultdict(set)
    for story_pk, user_id in credits.values_list("story", "pen_name__user"):
        authors[story_pk].add(user_id)
    return authors
