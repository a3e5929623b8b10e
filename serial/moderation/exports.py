"""What a member's archive has of the copyright notices and counter-notices that they sent."""

from collections.abc import Iterator

from accounts.models import User
from serial.export_rows import rows_of
from serial.moderation.models import CopyrightNotice, CounterNotice, NoticeTarget
from serial.personal_data import Row

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
