"""The times in which nothing of a story may be released, because its authors may not write."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

BARRED_ERROR = _("The authors of this story may not write on this site now.")


@dataclass(frozen=True)
class ReleaseBar:
    """until: None for good."""

    since: datetime
    until: datetime | None

    def covers(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


def release_bar(story_pk: int) -> ReleaseBar | None:
    """Returns what the function in the setting RELEASE_BAR says of this story now."""
    find_bar = import_string(settings.RELEASE_BAR)
    bar: ReleaseBar | None = find_bar(story_pk)
    return bar


def earliest_release(story_pk: int) -> datetime | None:
    """Returns the first moment at which chapters of the story may be released from now on.

    None if its authors may never write again.
    """
    bar, now = release_bar(story_pk), timezone.now()
    if bar is None:
        return now
    return None if bar.until is None else max(now, bar.until)
