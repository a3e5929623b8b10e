"""How far back a search for words reads: no index of the databases finds words inside a text."""

from dataclasses import replace

from serial.moderation.log.plans import planned_for_their_values
from serial.moderation.log.position import Position, Source
from serial.moderation.log.query import LogQuery, in_period
from serial.moderation.log.sources import decisions

# Decisions whose texts a page looks through: docs/performance.md says what that takes.
MAX_SEARCHED = 50_000


def end_of_search(query: LogQuery) -> Position | None:
    """Returns where a page of the log stops to look for words, None if it looks through all.

    Of a person, a story or a wave, as many of their own decisions are looked through.
    """
    if not query.words:
        return None
    among = replace(query, words="", kind="", by="", rule=0)
    rows = decisions(among, opens_waves=True).filter(in_period(query.since, query.until))
    if query.after is not None:
        rows = rows.filter(query.after.further(Source.DECISION))
    times = rows.order_by("-created_at").values_list("created_at", flat=True)
    with planned_for_their_values():
        last = times[MAX_SEARCHED - 1 : MAX_SEARCHED].first()
    # With all decisions of the same moment.
    return Position(last, Source.DECISION, 0) if last else None
