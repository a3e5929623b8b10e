"""The words that an author added on each of the last seven days, as a drawing of seven bars."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from serial.chapters.models import Revision

DAYS: Final = 7
# In the units of the drawing, which is 308 wide.
BAR_WIDTH, STEP, FIRST_X, HEIGHT, LEAST_HEIGHT = 30, 45, 4, 64, 2
TOP: Final = 4


@dataclass(frozen=True)
class Bar:
    label: str
    words: int
    is_today: bool
    x: int
    y: int
    height: int

    def middle(self) -> int:
        return self.x + BAR_WIDTH // 2


@dataclass(frozen=True)
class Week:
    """description: the figures in words, for the name of the drawing."""

    total: int
    today: int
    first_weekday: str
    bars: list[Bar]
    description: str


def words_this_week(author: User) -> Week:
    """In the active time zone; without restored revisions."""
    today = timezone.localdate()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    words = _words_by_day(author, days[0])
    figures = [words.get(day, 0) for day in days]
    most = max(*figures, 1)
    return Week(
        total=sum(figures),
        today=figures[-1],
        first_weekday=date_format(days[0], "l"),
        bars=[_bar(n, day, figures[n], most) for n, day in enumerate(days)],
        description=_describe(days, figures),
    )


def _words_by_day(author: User, first: date) -> dict[date, int]:
    # One query of the index revision_by_author, of a week's rows.
    start = timezone.make_aware(datetime.combine(first, time()))
    saved = Revision.objects.filter(saved_by=author, restored_from=None, saved_at__gte=start)
    by_day = saved.annotate(day=TruncDate("saved_at")).values("day").order_by()
    return dict(by_day.annotate(words=Sum("words_added")).values_list("day", "words"))


def _bar(number: int, day: date, words: int, most: int) -> Bar:
    height = max(LEAST_HEIGHT, round(HEIGHT * words / most))
    is_today = number == DAYS - 1
    return Bar(
        label=_("Today") if is_today else date_format(day, "D"),
        words=words,
        is_today=is_today,
        x=FIRST_X + STEP * number,
        y=TOP + HEIGHT - height,
        height=height,
    )


def _describe(days: list[date], figures: list[int]) -> str:
    texts = [
        _("%(day)s %(words)s")
        % {
            "day": date_format(day, "l"),
            "words": ngettext("%(count)s word", "%(count)s words", words)
            % {"count": intcomma(words)},
        }
        for day, words in zip(days, figures, strict=True)
    ]
    return ", ".join(texts)
