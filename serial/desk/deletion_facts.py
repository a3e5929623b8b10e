"""Sentences about what is deleted with a story or a chapter."""

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from serial.chapters.models import Chapter
from serial.comments.models import Discussion
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.times.wording import format_upcoming_day


def chapter_facts(chapters: "QuerySet[Chapter]") -> list[str]:
    """Counts the words and comments of these chapters; without a sentence for none."""
    words = chapters.aggregate(total=Sum("words"))["total"] or 0
    discussions = Discussion.objects.filter(chapter__in=chapters.order_by().values("pk"))
    comments = discussions.aggregate(total=Sum("comment_count"))["total"] or 0
    facts = [_words(words)] if words else []
    return [*facts, _comments(comments)] if comments else facts


def _words(count: int) -> str:
    return ngettext("%(n)s word", "%(n)s words", count) % {"n": intcomma(count)}


def _comments(count: int) -> str:
    return ngettext("%(n)s comment", "%(n)s comments", count) % {"n": intcomma(count)}


def released_count(chapters: Sequence[Chapter]) -> int:
    return sum(chapter.is_released() for chapter in chapters)


def undelete_deadline() -> str:
    """Returns how long what is deleted now can be restored: the days, and the last of them."""
    last = timezone.localdate(timezone.now() + UNDELETE_PERIOD)
    days = ngettext("%(n)d day", "%(n)d days", UNDELETE_PERIOD.days) % {"n": UNDELETE_PERIOD.days}
    return _("%(days)s, until %(day)s") % {"days": days, "day": format_upcoming_day(last)}
