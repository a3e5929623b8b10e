"""The time of day that the forms for releases begin with."""

from datetime import time

from django.utils import timezone

from serial.stories.models import Story

# The evening, when most people read; only of stories without a release.
DEFAULT_TIME = time(18, 0)


def usual_time(story: Story) -> time:
    """Returns the time of the story's next or last release, in the active time zone."""
    moment = story.next_release_at or story.last_release_at
    if moment is None:
        return DEFAULT_TIME
    return timezone.localtime(moment).time().replace(second=0, microsecond=0, fold=0)
