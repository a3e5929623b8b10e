"""The list of an author's stories, and of those that they deleted."""

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from serial.desk.lists import DeskList
from serial.stories.models import Story


class StoryList(DeskList[Story]):
    list_template = "desk/story_list.html"

    def list_context(self, request: HttpRequest, rows: ChangeList) -> dict[str, object]:
        deleted = self.rows_of(request).filter(deleted_at__isnull=False)
        return super().list_context(request, rows) | {"deleted_count": deleted.count()}
