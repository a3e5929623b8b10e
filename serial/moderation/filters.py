"""What the moderators' list of comments can be narrowed to."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from serial.comments.choices import State
from serial.comments.models import CheckFinding, Comment
from serial.stories.models import Story

# Of a site with thousands of stories, those on which most likely something has to be done.
MAX_STORIES = 20


class StrictFilter(admin.SimpleListFilter, ABC):
    """Django leaves a filter out that has nothing to offer, and would then show all there is."""

    def has_output(self) -> bool:
        return bool(self.lookup_choices) or self.value() is not None

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if value is None:
            return queryset
        # What is not offered finds nothing, and no database is asked for it: it may be no text.
        is_offered = value in {str(offered) for offered, _label in self.lookup_choices}
        return self.narrowed(queryset, value) if is_offered else queryset.none()

    @abstractmethod
    def narrowed(self, queryset: Any, value: str) -> Any:
        """The comments that have this value, which was offered."""


class StateFilter(StrictFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, label) for value, label in State.choices if value != State.ERASED]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(state=value)


class FindingFilter(StrictFilter):
    title = _("reason")
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        codes = CheckFinding.objects.order_by("code").values_list("code", flat=True).distinct()
        return [(code, code) for code in codes]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(pk__in=CheckFinding.objects.filter(code=value).values("comment"))


class StoryFilter(StrictFilter):
    """Offers the stories on which something waits; any other is a link in its row's column."""

    title = _("story")
    parameter_name = "story"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        waiting = Comment.objects.filter(state=State.HELD).order_by().values("story")
        stories = Story.objects.filter(pk__in=waiting).order_by("title", "pk")
        found = dict(stories.values_list("pk", "title")[:MAX_STORIES])
        chosen = self._chosen()
        if chosen and chosen not in found:
            found |= dict(Story.objects.filter(pk=chosen).values_list("pk", "title"))
        return [(str(pk), title) for pk, title in found.items()]

    def narrowed(self, queryset: Any, value: str) -> Any:
        return queryset.filter(story=value)

    def _chosen(self) -> int:
        """0, which no story has, for what is no number."""
        given = self.value() or ""
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0
