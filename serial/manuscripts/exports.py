"""What a member's archive has of the files that they imported."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.models import User
from serial.export_rows import rows_of
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.personal_data import Row
from serial.stories.models.story import credited_story_ids


def manuscript_rows(user: User) -> Iterator[Row]:
    columns = {
        "story": "story__slug",
        **{name: name for name in ("name", "size", "created_at", "state", "problem")},
    }
    of_stories = Q(story=None) | Q(story__in=credited_story_ids(user))
    own = Manuscript.objects.filter(of_stories, by=user)
    return rows_of(own.order_by("pk"), columns)


def import_rows(user: User) -> Iterator[Row]:
    columns = {
        "story": "story__slug",
        **{name: name for name in ("name", "created_at", "ended_at", "stopped_at", "undone_at")},
        "report": "report",
    }
    own = ManuscriptImport.objects.filter(by=user, story__in=credited_story_ids(user))
    return rows_of(own.order_by("pk"), columns)
