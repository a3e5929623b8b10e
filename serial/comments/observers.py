"""What the apps above do when a comment is posted or changes.

The setting COMMENT_OBSERVERS lists them as dotted paths.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from serial.comments.models import Comment, CommentAction

Observer = Callable[[Comment, CommentAction | None], None]


def notify_observers(comment: Comment, action: CommentAction | None) -> None:
    """Call this in the transaction of the change, with the discussion locked.

    action: the entry of the log; None if the comment was posted, edited or erased.
    """
    for path in settings.COMMENT_OBSERVERS:
        _load(path)(comment, action)


@lru_cache(maxsize=32)
def _load(path: str) -> Observer:
    observer: Observer = import_string(path)
    return observer
