"""The same pages in the site's admin: superusers see the stories and chapters of all authors."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from serial.chapters.models import Chapter
from serial.desk.chapters.chapter_admin import ChapterAdmin
from serial.desk.models import Upload
from serial.desk.stories.story_admin import StoryAdmin
from serial.stories.models import Story, Tag
from serial.web.text_fields import CLEANED_FIELDS


class AllRowsMixin:
    """Gives access to all rows, with Django's own permissions."""

    model: Any

    def rows_of(self, request: HttpRequest) -> "models.QuerySet[Any]":
        rows: models.QuerySet[Any] = self.model._default_manager.all()
        return rows


@admin.register(Story)
class SiteStoryAdmin(AllRowsMixin, StoryAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        # Stories are created at the desk, with the author's credit.
        return False


@admin.register(Chapter)
class SiteChapterAdmin(AllRowsMixin, ChapterAdmin):
    def stories_of(self, request: Any) -> "models.QuerySet[Story]":
        return Story.objects.not_deleted()


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin[Tag]):
    list_display = ["name", "kind", "synonym_of"]
    list_filter = ["kind"]
    list_select_related = ["synonym_of"]
    search_fields = ["name"]
    autocomplete_fields = ["synonym_of"]
    formfield_overrides = CLEANED_FIELDS

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Tags are created when an author adds them to a story.
        return False


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin[Upload]):
    list_display = ["file", "uploaded_by", "uploaded_at", "size"]
    list_select_related = ["uploaded_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
