"""The subject of each kind of thing under review."""

from serial.comments.models import Comment
from serial.moderation.models import ReviewItem
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.comments import CommentSubject

SUBJECTS: dict[str, type[Subject]] = {subject.kind: subject for subject in (CommentSubject,)}


def load_subject(item: ReviewItem) -> Subject:
    return SUBJECTS[item.kind].load(item)


def lock_subject(item: ReviewItem) -> Subject:
    """Locks what this item reviews until the transaction ends. Lock the item after it."""
    return SUBJECTS[item.kind].lock(item)


def subject_of(thing: Comment) -> Subject:
    return CommentSubject(thing)
