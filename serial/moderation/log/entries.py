"""The log in one queryset: decisions, what authors did to comments, and acts on many.

It is a union of three, and each of them is read from an index in the order of time: comment
actions without a decision, decisions, and waves. So authors' actions need no copy in another
table.
"""

from django.db.models import F, IntegerField, Value

from serial.moderation.log.plans import planned_for_their_values
from serial.moderation.log.position import Position, Source
from serial.moderation.log.query import LogQuery, in_period
from serial.moderation.log.sources import Rows, actions, decisions, waves


def log_entries(
    query: LogQuery, count: int, *, opens_waves: bool = False, end: Position | None = None
) -> Rows:
    """Returns the positions of at most `count` entries, newest first, as tuples.

    end: none that is further is read.

    A wave is one entry, unless one asks for its decisions, for a story, or `opens_waves`.
    """
    opens_waves = opens_waves or bool(query.wave or query.story)
    parts: dict[Source, Rows] = {
        Source.ACTION: actions(query, opens_waves=opens_waves),
        Source.DECISION: decisions(query, opens_waves=opens_waves),
    }
    if not opens_waves:
        parts[Source.WAVE] = waves(query)
    first, *others = (_first(rows, source, query, count, end) for source, rows in parts.items())
    entries: Rows = first.union(*others, all=True).order_by("-at", "source", "-key")
    return entries[:count]


def positions(entries: Rows) -> list[Position]:
    with planned_for_their_values():
        return [Position(at, Source(source), key) for at, source, key in entries]


def _first(rows: Rows, source: Source, query: LogQuery, count: int, end: Position | None) -> Rows:
    """The first rows of one source. They are chosen in a subquery, which has an order and an end:
    databases would sort all rows of the union otherwise.
    """
    rows = rows.filter(in_period(query.since, query.until))
    if query.after is not None:
        rows = rows.filter(query.after.further(source))
    if end is not None:
        rows = rows.filter(end.not_further(source))
    chosen = rows.order_by("-created_at", "-pk").values("pk")[:count]
    columns = {"at": F("created_at"), "source": Value(source.value, IntegerField()), "key": F("pk")}
    found = rows.model._default_manager.filter(pk__in=chosen).order_by()
    entries: Rows = found.annotate(**columns).values_list(*columns)
    return entries
