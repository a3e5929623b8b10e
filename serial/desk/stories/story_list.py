"""The list of an author's stories, and of those that they deleted."""

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from serial.desk.lists import DeskList
from serial.library.counts import follower_count
from serial.stories.models import Story


class StoryList(DeskList[Story]):
    list_template = "desk/story_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return super().get_queryset(request).annotate(follower_count=follower_count("story"))

    def list_context(self, request: HttpRequest, rows: ChangeList) -> dict[str, object]:
        deleted = self.rows_of(request).filter(deleted_at__isnull=False)
        return super().list_context(request, rows) | {"deleted_count": deleted.count()}
