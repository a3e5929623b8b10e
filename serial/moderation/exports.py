"""What a member's archive has of their reports, of decisions about them, and of their notices."""

from collections.abc import Iterator, Mapping

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from serial.chapters.models import Chapter
from serial.export_rows import rows_of
from serial.moderation.choices import TOLD_KINDS
from serial.moderation.models import (
    Appeal,
    CopyrightNotice,
    CounterNotice,
    Decision,
    NoticeTarget,
    Report,
    Sanction,
)
from serial.personal_data import Row
from serial.stories.models import Story

COMMON = ("name", "email", "address", "explanation", "statements", "signature", "received_at")


def notice_rows(user: User) -> Iterator[Row]:
    names = ("reference", *COMMON, "capacity", "work", "state", "decided_at")
    notices = CopyrightNotice.objects.of_member(user.pk).order_by("pk")
    return rows_of(notices, {name: name for name in names})


def notice_url_rows(user: User) -> Iterator[Row]:
    notices = CopyrightNotice.objects.of_member(user.pk)
    targets = NoticeTarget.objects.filter(notice__in=notices).order_by("pk")
    return rows_of(targets, {"reference": "notice__reference", "url": "url"})


def counter_notice_rows(user: User) -> Iterator[Row]:
    columns = {"reference": "notice__reference", **{name: name for name in (*COMMON, "phone")}}
    counter_notices = CounterNotice.objects.of_member(user.pk).order_by("pk")
    return rows_of(counter_notices, columns)


def report_rows(user: User) -> Iterator[Row]:
    names = ("reason", "words", "name", "email", "received_at", "added_at", "outcome", "judged_at")
    own = Report.objects.filter(reporter=user).order_by("pk")
    return _rows_with_subject(own, "item", user, {name: name for name in names})


def decision_rows(user: User) -> Iterator[Row]:
    """What they were told: without who decided, without notes, and without mere reports."""
    columns = {
        **{"decision": "kind", "rule": "rule__title", "words": "words", "check": "check_code"},
        **{"created_at": "created_at", "undone_at": "undone_by__created_at"},
    }
    about_them = Decision.objects.filter(member=user, kind__in=TOLD_KINDS).order_by("pk")
    return _rows_with_subject(about_them, "item", user, columns)


def sanction_rows(user: User) -> Iterator[Row]:
    columns = {
        **{"sanction": "kind", "starts_at": "starts_at", "ends_at": "ends_at"},
        "ended_early_at": "ended_by__created_at",
    }
    return rows_of(Sanction.objects.filter(member=user).order_by("pk"), columns)


def appeal_rows(user: User) -> Iterator[Row]:
    names = ("words", "made_at", "status", "answer", "answered_at")
    columns = {"decision": "decision__kind", **{name: name for name in names}}
    own = Appeal.objects.filter(member=user).order_by("pk")
    return _rows_with_subject(own, "decision__item", user, columns)


def _rows_with_subject(
    rows: "QuerySet[Model]", item: str, user: User, columns: Mapping[str, str]
) -> Iterator[Row]:
    """Yields rows with what each is about. item: the path from a row to its review item.

    Story and chapter are None if the member cannot read them now, as in the comments' files.
    """
    chapters = Chapter.objects.visible_to(user).filter(pk=OuterRef("chapter_pk"))
    stories = Story.objects.visible_to(user).filter(pk=OuterRef(f"{item}__on_story"))
    annotated = rows.annotate(
        chapter_pk=Coalesce(f"{item}__chapter", f"{item}__comment__chapter"),
        chapter_slug=Coalesce(f"{item}__chapter__slug", f"{item}__comment__chapter__slug"),
    ).annotate(can_read=Exists(chapters), can_open=Exists(stories))
    all_columns = {
        **{"about": f"{item}__kind", "story": f"{item}__on_story__slug"},
        **{"chapter": "chapter_slug", "comment": f"{item}__comment__number"},
        **columns,
    }
    hidden = {"can_read": ("chapter", "comment"), "can_open": ("story",)}
    return rows_of(annotated, all_columns, hidden_unless=hidden)
