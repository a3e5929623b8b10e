"""What the apps above do when a comment is posted or changes.

The setting COMMENT_OBSERVERS lists them as dotted paths.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from serial.comments.models import Comment, CommentAction

# A comment that changed, and the entry of the log; None if it was posted, edited or erased.
Event = tuple[Comment, CommentAction | None]
Observer = Callable[[Sequence[Event]], None]


def notify_observers(comment: Comment, action: CommentAction | None, *, without: str = "") -> None:
    """Call this in the transaction of the change, with the discussion locked."""
    notify_of_many([(comment, action)], without=without)


def notify_of_many(events: Sequence[Event], *, without: str = "") -> None:
    """The same for comments that change in one transaction, each of them once.

    without: an observer, as in the setting, whose work the caller does itself.
    """
    for path in settings.COMMENT_OBSERVERS:
        if path != without:
            _load(path)(events)


@lru_cache(maxsize=32)
def _load(path: str) -> Observer:
    observer: Observer = import_string(path)
    return observer
