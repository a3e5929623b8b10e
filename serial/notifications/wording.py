"""What notifications of decisions, chapters and announcements say, on the page and by email."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from serial.markup.excerpts import excerpt
from serial.moderation.causes import Cause
from serial.moderation.models import Appeal
from serial.moderation.statements.wording import title_of, title_of_act
from serial.notifications.models import Notification
from serial.stories.adult_stories import ADULT_RATINGS
from serial.stories.models import Announcement

# The beginning of the key of a notification about several comments that were approved together.
APPROVED_MANY = "approved-many:"


class Told(NamedTuple):
    """url: of the page that says all. cause: what can be appealed against, if anything."""

    title: str
    url: str
    cause: Cause | None


def decision_told(row: Notification) -> Told:
    """Returns what a notification of the kind DECISION says."""
    if row.decision is not None:
        url = reverse("own_decision", args=[row.decision.pk])
        return Told(title_of(row.decision), url, row.decision)
    if row.comment is not None:
        are_many = row.key.startswith(APPROVED_MANY)
        one, many = gettext("Your comment was approved"), gettext("Your comments were approved")
        return Told(many if are_many else one, row.comment.get_absolute_url(), None)
    if row.action is not None:
        url = reverse("own_act", args=[row.action.pk])
        return Told(title_of_act(row.action), url, row.action)
    if row.report is not None:
        title = gettext("Your report was looked at: %(outcome)s")
        outcome = row.report.get_outcome_display()
        url = reverse("report_state", args=[row.report.uid])
        return Told(title % {"outcome": outcome}, url, None)
    if row.appeal is None:
        return Told(gettext("A decision about you"), reverse("own_decisions"), None)
    return _appeal_told(row.appeal)


def _appeal_told(appeal: Appeal) -> Told:
    title = gettext("Your appeal was answered: %(answer)s")
    page, cause = (
        ("own_act", appeal.action_id) if appeal.action_id else ("own_decision", appeal.decision_id)
    )
    url = reverse(page, args=[cause]) if cause else reverse("own_decisions")
    return Told(title % {"answer": appeal.get_status_display()}, url, None)


def counted_chapters(count: int, rewritten: int) -> str:
    """Returns "3 new chapters"; some or all of them may be announced as rewritten."""
    if rewritten == count:
        text = ngettext("%(n)d rewritten chapter", "%(n)d rewritten chapters", count)
    elif rewritten:
        text = ngettext("%(n)d new or rewritten chapter", "%(n)d new or rewritten chapters", count)
    else:
        text = ngettext("%(n)d new chapter", "%(n)d new chapters", count)
    return text % {"n": count}


def announcement_quote(announcement: Announcement, length: int) -> str:
    """Returns its beginning; nothing of a story for adults, whose page asks first."""
    is_adult = announcement.story.rating in ADULT_RATINGS
    return "" if is_adult else excerpt(announcement.body_html, length)
