"""The last change of a release queue that its author can undo, in their session."""

from typing import Any, Final

from django.http import HttpRequest

from serial.chapters.releases.queue.changing import QueueChange

KEY: Final = "release_queue_undo"
# In the URL of the page that follows a change.
OFFERED: Final = "undo"


def remember_change(request: HttpRequest, change: QueueChange) -> None:
    values = {"story": change.story.pk, "before": change.before, "after": change.after}
    request.session[KEY] = values


def remembered_change(request: HttpRequest, story_pk: int) -> dict[str, Any] | None:
    """Returns the states before and after the last change, if it was one of this story."""
    values: dict[str, Any] | None = request.session.get(KEY)
    return values if values and values["story"] == story_pk else None


def forget_change(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
