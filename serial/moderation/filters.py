"""The filters of the moderators' list of comments."""

from abc import ABC, abstractmethod

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from serial.comments.choices import State
from serial.comments.models import CheckFinding, Comment
from serial.params import parse_id
from serial.stories.models import Story

# A site may have thousands of stories. Lists those that have held comments, up to this number.
MAX_STORIES = 20


class StrictFilter(admin.SimpleListFilter, ABC):
    """Returns nothing for an unknown value. Django drops a filter without choices instead, and
    would show all comments.
    """

    def has_output(self) -> bool:
        return bool(self.lookup_choices) or self.value() is not None

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Comment]") -> "QuerySet[Comment]":
        value = self.value()
        if value is None:
            return queryset
        # Only known values reach the database: others may not even be valid text.
        is_choice = value in {str(choice) for choice, _label in self.lookup_choices}
        return self.narrowed(queryset, value) if is_choice else queryset.none()

    @abstractmethod
    def narrowed(self, queryset: "QuerySet[Comment]", value: str) -> "QuerySet[Comment]":
        """Returns the comments that match a value of `lookups`."""


class StateFilter(StrictFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Comment]"
    ) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in State.choices if value != State.ERASED]

    def narrowed(self, queryset: "QuerySet[Comment]", value: str) -> "QuerySet[Comment]":
        return queryset.filter(state=value)


class FindingFilter(StrictFilter):
    title = _("finding")
    parameter_name = "finding"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Comment]"
    ) -> list[tuple[str, str]]:
        codes = CheckFinding.objects.order_by("code").values_list("code", flat=True).distinct()
        return [(code, code) for code in codes]

    def narrowed(self, queryset: "QuerySet[Comment]", value: str) -> "QuerySet[Comment]":
        return queryset.filter(pk__in=CheckFinding.objects.filter(code=value).values("comment"))


class StoryFilter(StrictFilter):
    """Lists the stories with held comments. Rows of the list link to the other stories."""

    title = _("story")
    parameter_name = "story"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Comment]"
    ) -> list[tuple[str, str]]:
        held = Comment.objects.filter(state=State.HELD).order_by().values("story")
        stories = Story.objects.filter(pk__in=held).order_by("title", "pk")
        titles = dict(stories.values_list("pk", "title")[:MAX_STORIES])
        selected = parse_id(self.value())
        if selected and selected not in titles:
            titles |= dict(Story.objects.filter(pk=selected).values_list("pk", "title"))
        return [(str(pk), title) for pk, title in titles.items()]

    def narrowed(self, queryset: "QuerySet[Comment]", value: str) -> "QuerySet[Comment]":
        return queryset.filter(story=parse_id(value))
