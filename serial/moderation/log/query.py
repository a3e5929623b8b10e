"""What part of the log a URL asks for: the filters, and where the page starts."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import DecisionKind
from serial.moderation.log.position import Position
from serial.moderation.time_limits import FIRST_DAY, LAST_DAY
from serial.params import parse_id

FILTER_MAX_LENGTH = 300


class DecidedBy(models.TextChoices):
    MODERATORS = "moderators", _("Moderators")
    AUTHORS = "authors", _("Authors")
    CHECKS = "checks", _("Checks")


@dataclass(frozen=True)
class LogQuery:
    """person: who is concerned, or decided; a username, pen name or guest's name.

    story: a title. words: in those to the commenter, and in notes. rule: its primary key.
    since, until: days, both included. wave: only the decisions of this one.
    after: the last entry of the page before. reader: the member who reads it.
    """

    person: str = ""
    story: str = ""
    words: str = ""
    kind: str = ""
    by: str = ""
    rule: int = 0
    since: date | None = None
    until: date | None = None
    wave: int = 0
    after: Position | None = None
    reader: int = 0

    @classmethod
    def parse(cls, data: QueryDict, reader: int) -> "LogQuery":
        """Values that do not exist are left out."""
        kind, by = data.get("kind", ""), data.get("by", "")
        return cls(
            person=_typed(data, "person"),
            story=_typed(data, "story"),
            words=_typed(data, "words"),
            kind=kind if kind in DecisionKind.values else "",
            by=by if by in DecidedBy.values else "",
            rule=parse_id(data.get("rule")) or 0,
            since=_parse_day(data.get("since", "")),
            until=_parse_day(data.get("until", "")),
            wave=parse_id(data.get("wave")) or 0,
            after=Position.parse(data.get("after", "")),
            reader=reader,
        )

    @property
    def is_filtered(self) -> bool:
        return replace(self, wave=0, after=None, reader=0) != LogQuery()

    def encode(self, after: Position | None = None) -> str:
        """Returns the query of a URL with its question mark: of this part, from there on."""
        names = ("person", "story", "words", "kind", "by", "rule", "since", "until", "wave")
        values = {name: getattr(self, name) for name in names} | {"after": after}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}" if query else ""

    def __str__(self) -> str:
        return self.encode(self.after)

    @property
    def from_start(self) -> str:
        return self.encode()


def in_period(since: date | None, until: date | None) -> Q:
    """The rows that were created on these days."""
    period = Q()
    if since is not None:
        period &= Q(created_at__gte=_midnight(since))
    if until is not None:
        period &= Q(created_at__lt=_midnight(until + timedelta(days=1)))
    return period


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _typed(data: QueryDict, name: str) -> str:
    # The database refuses the character NUL.
    return data.get(name, "").replace("\x00", "").strip()[:FILTER_MAX_LENGTH]


def _parse_day(text: str) -> date | None:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
