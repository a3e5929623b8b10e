"""The findings of a comment as footnotes, and their marks in the text as readers see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from serial.comments.choices import READABLE_BY_MODERATORS, Verdict
from serial.comments.models import Comment
from serial.moderation.models import ReviewItem
from serial.moderation.queue.finding_labels import finding_label
from serial.moderation.queue.json_rows import parse_json
from serial.moderation.queue.marking import Place, mark_places


@dataclass(frozen=True)
class FindingNote:
    """number: 0 for a finding that decided nothing, because its check only logs.

    places: in the source of the comment.
    """

    number: int
    code: str
    label: str
    message: str
    places: Sequence[Place]


def finding_notes(item: ReviewItem) -> list[FindingNote]:
    """Of the present text: those with a place in it first, those that decided nothing last."""
    found = _of_present_text(item)
    found.sort(key=lambda one: (one["verdict"] == Verdict.PUBLISH, not one["places"]))
    return [
        FindingNote(
            number=number if one["verdict"] != Verdict.PUBLISH else 0,
            code=one["code"],
            label=finding_label(one["code"]),
            message=one["message"],
            places=[(start, end) for start, end in one["places"]],
        )
        for number, one in enumerate(found, 1)
    ]


def _of_present_text(item: ReviewItem) -> list[dict[str, Any]]:
    comment = item.comment
    found = getattr(item, "findings_json", [])
    present = [one for one in found if comment and one["revision"] == comment.edit_count]
    return [one | {"places": parse_json(one["places"])} for one in present]


def marked_html(comment: Comment, notes: Sequence[FindingNote]) -> SafeString:
    """Returns the comment's HTML with marks; "" if its commenter deleted it."""
    if comment.state not in READABLE_BY_MODERATORS:
        return SafeString("")
    places = {note.number: note.places for note in notes if note.number}
    return mark_places(comment.body_html, comment.body, places)
