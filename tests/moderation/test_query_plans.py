"""Queue and log are read from indexes in their order: they cost the same among a million rows."""

from collections.abc import Callable, Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.moderation.log.entries import log_entries
from serial.moderation.log.position import Position, Source
from serial.moderation.log.query import LogQuery
from serial.moderation.queue.frame import load_counts
from serial.moderation.queue.query import QueueQuery
from serial.moderation.queue.rows import load_rows
from serial.moderation.queue.tabs import Tab

# Databases read a table of few rows as a whole. With these, PostgreSQL shows whether it could do
# without; a sort by the last column only, of equal ones, is an "Incremental Sort".
POSTGRES_SETTINGS = ("enable_seqscan", "enable_bitmapscan", "enable_sort")


def cases(moderator: User) -> Iterator[tuple[str, Callable[[], object], list[str]]]:
    """Yields (name, what reads, the indexes from which it has to read)."""
    tabs = {
        Tab.HELD: "review_item_held",
        Tab.REPORTED: "review_item_reported",
        Tab.DECIDED: "decision_by_time",
        Tab.MINE: "decision_by_moderator",
    }
    for tab, index in tabs.items():
        yield tab, lambda tab=tab: load_rows(QueueQuery(tab=tab), moderator), [index]  # type: ignore[misc]
    yield "counts", lambda: load_counts(moderator), ["review_item_held", "review_item_reported"]
    log = ["comment_action_of_author", "decision_by_time"]
    after = Position(timezone.now(), Source.DECISION, 1)
    for query in (LogQuery(), LogQuery(after=after), LogQuery(since=timezone.localdate())):
        yield f"log{query}", lambda query=query: list(log_entries(query, 51)), log  # type: ignore[misc]


def plan(read: Callable[[], object]) -> list[tuple[str, str]]:
    """Returns the lines of the plans of its queries, on SQLite with the line that each is under."""
    with CaptureQueriesContext(connection) as captured:
        read()
    is_sqlite = connection.vendor == "sqlite"
    lines = []
    with connection.cursor() as cursor:
        for name in () if is_sqlite else POSTGRES_SETTINGS:
            cursor.execute(f"SET LOCAL {name} = off")
        for query in captured.captured_queries:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{query['sql']}")
            rows = cursor.fetchall()
            above = {row[0]: row[-1] for row in rows}
            lines += [(above.get(row[1], "") if is_sqlite else "", row[-1]) for row in rows]
    return lines


def test_queue_and_log_are_read_in_order(moderator: User) -> None:
    for name, read, indexes in cases(moderator):
        lines = plan(read)
        found = "\n".join(line for _above, line in lines)
        for index in indexes:
            assert f"INDEX {index}" in found or f"Scan using {index}" in found, (name, found)
        assert "Seq Scan on comments_" not in found, (name, found)
        # The parts of the log, which are short, are sorted under MERGE, findings under an item.
        # There are few waves, and few decisions without an action, such as warnings.
        whole = [line for above, line in lines if not above or "LIST SUBQUERY" in above]
        is_sorted = whole.count("USE TEMP B-TREE FOR ORDER BY")
        assert is_sorted <= (2 if name.startswith("log") else 0), (name, found)
