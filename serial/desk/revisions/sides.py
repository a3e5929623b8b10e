"""The two revisions that are compared, each with its note and what can be done with it."""

from dataclasses import dataclass

from serial.desk.revisions.comparison import Comparison
from serial.desk.revisions.note_form import NoteForm
from serial.desk.revisions.rows import RevisionRow


@dataclass(frozen=True)
class Side:
    row: RevisionRow
    is_older: bool
    is_latest: bool
    form: NoteForm


def make_sides(comparison: Comparison, submitted: dict[int, NoteForm]) -> list[Side]:
    """submitted: the form of a note that was not saved, by the number of its revision."""
    return [
        Side(
            row=row,
            is_older=row is comparison.older,
            is_latest=row.number == comparison.latest,
            form=submitted.get(row.number) or _note_form(row),
        )
        for row in (comparison.older, comparison.newer)
    ]


def _note_form(row: RevisionRow) -> NoteForm:
    initial = {"remark": row.remark, "seen": row.remark}
    return NoteForm(initial=initial, auto_id=f"note_{row.number}_%s")
