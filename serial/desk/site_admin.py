"""The same pages in the site's admin: superusers see the stories and chapters of all authors."""

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin_choices import CheckedAutocompleteAdmin
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.desk.chapters.chapter_admin import ChapterAdmin
from serial.desk.models import Upload
from serial.desk.stories.story_admin import StoryAdmin
from serial.images.file_admin import FileDeletingAdmin
from serial.stories.models import FeaturedStory, Story, Tag
from serial.stories.models.story import StoryQuerySet
from serial.web.text_fields import CLEANED_FIELDS


@admin.register(Story)
class SiteStoryAdmin(StoryAdmin):
    def rows_of(self, request: HttpRequest) -> StoryQuerySet:
        return Story.objects.all()

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Stories are created at the desk, with the author's credit.
        return False


@admin.register(Chapter)
class SiteChapterAdmin(ChapterAdmin):
    def rows_of(self, request: HttpRequest) -> ChapterQuerySet:
        return Chapter.objects.all()

    def stories_of(self, request: HttpRequest) -> StoryQuerySet:
        return Story.objects.not_deleted()


@admin.register(Tag)
class TagAdmin(CheckedAutocompleteAdmin[Tag]):
    list_display = ["name", "kind", "synonym_of"]
    list_filter = ["kind"]
    list_select_related = ["synonym_of"]
    search_fields = ["name"]
    autocomplete_fields = ["synonym_of"]
    formfield_overrides = CLEANED_FIELDS

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Tags are created when an author adds them to a story.
        return False


@admin.register(FeaturedStory)
class FeaturedStoryAdmin(CheckedAutocompleteAdmin[FeaturedStory]):
    list_display = ["story", "first_day", "last_day"]
    list_select_related = ["story"]
    autocomplete_fields = ["story"]


@admin.register(Upload)
class UploadAdmin(FileDeletingAdmin[Upload]):
    file_field = "file"
    list_display = ["file", "uploaded_by", "uploaded_at", "size"]
    list_select_related = ["uploaded_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False
