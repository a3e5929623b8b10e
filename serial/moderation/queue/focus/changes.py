"""The former texts of a comment, each as what the edit after it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from serial.chapters.comparing.diffing import DiffParagraph, diff_texts
from serial.comments.choices import READABLE_BY_MODERATORS
from serial.moderation.models import ReviewItem
from serial.moderation.queue.json_rows import parse_time


@dataclass(frozen=True)
class Edit:
    """number: of the text that it made; the first text has the number 1."""

    number: int
    at: datetime
    paragraphs: Sequence[DiffParagraph]


def edits_of(item: ReviewItem) -> list[Edit]:
    """Newest first. None for a comment that its commenter deleted."""
    comment = item.comment
    if comment is None or comment.state not in READABLE_BY_MODERATORS:
        return []
    edits, after, number = [], comment.body, comment.edit_count + 1
    for row in getattr(item, "revisions_json", []):
        paragraphs = diff_texts(row["body"], after)
        edits.append(Edit(number, parse_time(row["replaced_at"]), paragraphs))
        after, number = row["body"], number - 1
    return edits
