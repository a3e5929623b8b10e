"""Erasing a member from reports, decisions and copyright notices. What was decided stays."""

from django.db.models import Q
from django.utils.translation import gettext

from serial.erasure import Erasure
from serial.moderation.choices import AppealStatus, SubjectKind
from serial.moderation.copyright.senders import (
    erase_senders_of_counter_notices,
    erase_senders_of_notices,
)
from serial.moderation.models import (
    Appeal,
    CopyrightNotice,
    CounterNotice,
    Decision,
    Report,
    ReviewItem,
)


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS)."""
    notices = CopyrightNotice.objects.of_member(erasure.user_id)
    erase_senders_of_notices(notices, erasure.names)
    erase_senders_of_counter_notices(CounterNotice.objects.of_member(erasure.user_id))
    _leave_reports(erasure)
    _leave_decisions(erasure)
    hidden = ReviewItem.objects.filter(member=erasure.user_id).exclude(taken_down_for="")
    # Nothing else refers to a cover or a portrait that is hidden.
    of_pages = hidden.exclude(shown_by={})
    erasure.add_files(of_pages.values_list("image", flat=True))


def _leave_reports(erasure: Erasure) -> None:
    """Moderators decide by what an open report says, so only the names are erased there."""
    reports = Report.objects.filter(reporter=erasure.user_id)
    reports.judged().update(words="")
    for report in reports.open():
        words = erasure.without_names(report.words)
        Report.objects.filter(pk=report.pk).update(words=words)
    reports.update(reporter=None, name="", email="")
    _leave_reports_on_deleted(erasure)


def _leave_reports_on_deleted(erasure: Erasure) -> None:
    """Stories are deleted already, pen names and profiles are next: nobody decides on them."""
    items = ReviewItem.objects.filter(member=erasure.user_id)
    people = Q(kind__in=(SubjectKind.PEN_NAME, SubjectKind.PROFILE))
    deleted = items.filter(people | Q(pk__in=items.gone()))
    Report.objects.filter(item__in=deleted).update(words="")


def _leave_decisions(erasure: Erasure) -> None:
    about_them = Decision.objects.filter(member=erasure.user_id)
    appeals = Appeal.objects.filter(member=erasure.user_id)
    # Nobody is left to whom an answer matters.
    appeals.filter(status=AppealStatus.WAITING).delete()
    appeals.update(words="", answer=gettext("Erased with the account."), member=None)
    about_them.update(words="", note="", member=None)
