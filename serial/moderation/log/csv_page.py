"""The log as a CSV file, sent while it is read: it may have a million lines."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedRequest
from serial.moderation.access import moderator_required
from serial.moderation.choices import SubjectKind
from serial.moderation.log.csv_cells import protect
from serial.moderation.log.entries import log_entries, positions
from serial.moderation.log.loading import Entry, load_entries
from serial.moderation.log.private_notes import PrivateNotes
from serial.moderation.log.query import LogQuery
from serial.moderation.log.rows import story_of
from serial.moderation.log.wording import past, past_of_action, undone_word

# Read at once; what a page of the log has in memory, ten times over.
BATCH_SIZE = 500
COLUMNS = (
    *("time", "decision", "kind", "on", "id", "commenter", "story", "decided by", "check"),
    *("rule", "words", "note", "before", "after", "state", "act on many", "undoes"),
)


class Lines:
    """What csv.writer writes to: keeps the line that was written last."""

    def __init__(self) -> None:
        self.last = ""

    def write(self, text: str) -> None:
        self.last = text


@require_safe
@moderator_required
def download_log(request: AuthenticatedRequest) -> HttpResponseBase:
    query = LogQuery.parse(request.GET, request.user.pk)
    name = f"decisions-{localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        csv_lines(query),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def csv_lines(query: LogQuery) -> Iterator[str]:
    """Each decision of a wave has a line. Notes on the reader themselves are left out."""
    lines, private = Lines(), PrivateNotes.of(query.reader)
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    # Spreadsheet programs take a file for UTF-8 only with this mark.
    yield "\ufeff" + lines.last
    for entry in _all_entries(query):
        writer.writerow(protect(cell) for cell in _cells(entry, private))
        yield lines.last


def _all_entries(query: LogQuery) -> Iterator[Entry]:
    """Reads batch after batch: SQLite and a transaction of PostgreSQL would hold a cursor open."""
    while True:
        found = positions(log_entries(query, BATCH_SIZE, opens_waves=True))
        yield from load_entries(found)
        if len(found) < BATCH_SIZE:
            return
        query = replace(query, after=found[-1])


def _cells(entry: Entry, private: PrivateNotes) -> tuple[object, ...]:
    time = f"{entry.position.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    decision, action, comment = entry.decision, entry.action, entry.comment
    commenter = comment.display_name() if comment else ""
    story = story_of(entry)
    if decision is not None:
        item = decision.item
        note = "" if private.has(decision) else decision.note
        return (
            *(time, past(decision), decision.kind, item.kind, decision.item_id, commenter, story),
            *(decision.by, decision.check_code, decision.rule, decision.words, note),
            *(_json(decision.before), _json(decision.after)),
            undone_word(decision, getattr(decision, "appeal", None)),
            *(decision.wave_id, decision.undoes_id),
        )
    if action is None:
        return (time,)
    kind = SubjectKind.COMMENT.value if comment else ""
    return (
        *(time, past_of_action(action), action.kind, kind, "", commenter, story, action.by),
        *("", "", "", "", _json(action.before), _json(action.after)),
        undone_word(action, getattr(action, "appeal", None)),
        *("", action.undoes_id),
    )


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
