"""What the public page shows of a period: rows with numbers, and bars of whole percents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from serial.comments.choices import State
from serial.moderation.choices import (
    AppealStatus,
    Reason,
    ReportOutcome,
    SanctionKind,
)
from serial.moderation.decisions.kinds import KINDS
from serial.moderation.figures.counts import (
    AUTHOR,
    CHECK,
    MODERATOR,
    Counts,
    median,
    total,
)
from serial.moderation.figures.period import Period
from serial.moderation.models import MonthlyFigures
from serial.moderation.queue.finding_labels import finding_label

HOUR, DAY = 60, 24 * 60
CAUSES = (MODERATOR, AUTHOR, CHECK)
# What a comment is if a person agreed with the check.
RIGHT = (State.REJECTED, State.HIDDEN)


@dataclass(frozen=True)
class Bar:
    """A row of a table. parts: of its bar, each with its start and width in percent."""

    label: str
    numbers: tuple[str, ...]
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class PeriodFigures:
    """median_wait and median_answer: such as "4 hours"; "" if nothing was decided."""

    period: Period
    counted_at: datetime
    comments: int
    report_count: int
    reports: list[Bar]
    decisions: list[Bar]
    median_wait: str
    waits: list[Bar]
    appeal_count: int
    reversed_count: int
    appeals: list[Bar]
    median_answer: str
    checks: list[Bar]
    earlier: Period | None
    later: Period | None


def load_period(period: Period | None) -> PeriodFigures | None:
    """Of the latest period by default. None if nothing was counted. Two queries."""
    months = list(MonthlyFigures.objects.order_by("month").values_list("month", flat=True))
    periods = list(dict.fromkeys(Period.of(month) for month in months))
    if not periods or (period is not None and period not in periods):
        return None
    index = periods.index(period) if period else len(periods) - 1
    rows = list(MonthlyFigures.objects.filter(month__in=periods[index].months).order_by("month"))
    by_month = {row.month: Counts.from_json(row.counts) for row in rows}
    return _figures(
        periods[index],
        by_month,
        max(row.counted_at for row in rows),
        (periods[index - 1] if index else None, next(iter(periods[index + 1 :]), None)),
    )


def _figures(
    period: Period,
    months: Mapping[date, Counts],
    counted_at: datetime,
    others: tuple[Period | None, Period | None],
) -> PeriodFigures:
    counts = total(months.values())
    return PeriodFigures(
        period=period,
        counted_at=counted_at,
        comments=counts.comments,
        report_count=counts.reports.total(),
        reports=_reports(counts),
        decisions=_decisions(counts),
        median_wait=duration(median(counts.waiting)),
        waits=_waits(months),
        appeal_count=counts.appeals.total(),
        reversed_count=counts.appeals[AppealStatus.REVERSED],
        appeals=_appeals(counts),
        median_answer=duration(median(counts.answering)),
        checks=_checks(counts),
        earlier=others[0],
        later=others[1],
    )


def _reports(counts: Counts) -> list[Bar]:
    """Received, and those after which something was done."""
    rows = []
    for reason in Reason:
        outcomes = [counts.reports[f"{reason.value} {outcome.value}"] for outcome in ReportOutcome]
        if sum(outcomes):
            upheld = counts.reports[f"{reason.value} {ReportOutcome.UPHELD.value}"]
            rows.append((str(reason.label), (sum(outcomes), upheld)))
    rows.sort(key=lambda row: -row[1][0])
    longest = max((numbers[0] for _label, numbers in rows), default=1)
    return [
        Bar(label, _texts(numbers), tuple((0, _percent(number, longest)) for number in numbers))
        for label, numbers in rows
    ]


def _decisions(counts: Counts) -> list[Bar]:
    """By moderators, authors and checks, after each other in one bar."""
    labels = {str(kind): str(info.past) for kind, info in KINDS.items()}
    labels |= {kind.value: str(kind.label) for kind in SanctionKind}
    rows = []
    for kind, label in labels.items():
        numbers = tuple(counts.in_force(f"{kind} {cause}") for cause in CAUSES)
        if sum(numbers):
            rows.append((label, numbers))
    longest = max((sum(numbers) for _label, numbers in rows), default=1)
    return [Bar(label, _texts(numbers), _stacked(numbers, longest)) for label, numbers in rows]


def _waits(months: Mapping[date, Counts]) -> list[Bar]:
    """The median of each month."""
    medians = {month: median(counts.waiting) for month, counts in months.items()}
    longest = max((minutes for minutes in medians.values() if minutes), default=1)
    return [
        Bar(
            date_format(month, "F"),
            (duration(minutes), f"{months[month].waiting.total():,}"),
            ((0, _percent(minutes, longest)),),
        )
        for month, minutes in medians.items()
        if minutes is not None
    ]


def _appeals(counts: Counts) -> list[Bar]:
    all_of_them = counts.appeals.total()
    order = (AppealStatus.REVERSED, AppealStatus.UPHELD, AppealStatus.WAITING)
    return [
        Bar(
            str(status.label),
            _texts((counts.appeals[status],)),
            ((0, _percent(counts.appeals[status], all_of_them)),),
        )
        for status in order
        if counts.appeals[status]
    ]


def _checks(counts: Counts) -> list[Bar]:
    """Of the comments that each check stopped and a person decided about: how many stayed so."""
    rows = []
    for code in {key.partition(" ")[0] for key in counts.checks}:
        stopped = sum(n for key, n in counts.checks.items() if key.partition(" ")[0] == code)
        wrong = counts.checks[f"{code} {State.PUBLISHED.value}"]
        right = sum(counts.checks[f"{code} {state.value}"] for state in RIGHT)
        rows.append((finding_label(code), stopped, right, right + wrong))
    rows.sort(key=lambda row: (-row[1], row[0]))
    return [
        Bar(label, (_share(right, decided), *_texts((decided, stopped))), _dot(right, decided))
        for label, stopped, right, decided in rows
    ]


def _share(part: int, whole: int) -> str:
    return gettext("%(n)d %%") % {"n": _percent(part, whole)} if whole else ""


def _dot(part: int, whole: int) -> tuple[tuple[int, int], ...]:
    return ((0, _percent(part, whole)),) if whole else ()


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _stacked(numbers: Sequence[int], longest: int) -> tuple[tuple[int, int], ...]:
    """Widths are differences of rounded ends, so that no gap is between two parts."""
    ends = [_percent(sum(numbers[: index + 1]), longest) for index in range(len(numbers))]
    starts = [0, *ends[:-1]]
    return tuple((start, end - start) for start, end in zip(starts, ends, strict=True))


def _texts(numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in numbers)


def duration(minutes: int | None) -> str:
    """Returns "40 minutes", "4.1 hours" or "3 days"."""
    if minutes is None:
        return ""
    if minutes < HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 2 * DAY:
        return gettext("%(n).1f hours") % {"n": minutes / HOUR}
    return gettext("%(n)d days") % {"n": round(minutes / DAY)}
