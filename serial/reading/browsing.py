"""Lists of stories. The URL's query string has the sort order and the filters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.params import get_page
from serial.stories.choices import Rating, Status
from serial.stories.models import Story
from serial.stories.models.credit import with_visible_credits
from serial.stories.models.story import StoryQuerySet
from serial.web.page_cache import fingerprint

PER_PAGE = 25
DEFAULT_SORT = "released"
SORT_ORDERS: Mapping[str, tuple[str, ...]] = {
    "released": ("-last_release_at", "-pk"),
    "newest": ("-created_at", "-pk"),
    "title": ("title", "pk"),
    "words": ("-words", "-pk"),
}


class BrowseForm(forms.Form):
    """Sort order and filters. Ignores values it does not know, so that old URLs keep working."""

    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("released", _("Latest release")),
            ("newest", _("Newest story")),
            ("title", _("Title")),
            ("words", _("Word count")),
        ],
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *Status.choices]
    )
    rating = forms.MultipleChoiceField(
        label=_("Rating"),
        required=False,
        choices=Rating.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def filter_and_sort(self, stories: StoryQuerySet) -> StoryQuerySet:
        condition = Q()
        if status := self._valid_value("status"):
            condition &= Q(status=status)
        if ratings := self._valid_value("rating"):
            condition &= Q(rating__in=ratings)
        order = SORT_ORDERS[self._valid_value("sort") or DEFAULT_SORT]
        return stories.filter(condition).order_by(*order)

    def _valid_value(self, name: str) -> Any:
        self.full_clean()
        return self.cleaned_data.get(name)


def browse_stories(request: HttpRequest, stories: StoryQuerySet) -> dict[str, Any]:
    """Returns the template context of a story list: the form, and the page of stories."""
    form = BrowseForm(request.GET or None, initial={"sort": DEFAULT_SORT})
    form = form if form.is_bound else BrowseForm({"sort": DEFAULT_SORT})
    matching = form.filter_and_sort(stories).prefetch_related(with_visible_credits())
    page = get_page(request, matching, PER_PAGE)
    return {"form": form, "page": with_latest_chapters(page, request.user)}


def story_list_fingerprint(page: Page[Story]) -> str:
    """Returns a hash of everything that the page of stories shows."""
    values: list[object] = [page.number, page.paginator.num_pages]
    for story in page:
        values += [story, story.latest_chapter]  # type: ignore[attr-defined]
        values += [credit.pen_name for credit in story.visible_credits]  # type: ignore[attr-defined]
    return fingerprint(*values)


def with_latest_chapters(page: Page[Story], user: Visitor) -> Page[Story]:
    """Sets `latest_chapter` (or None) on each story of the page, with one query for all."""
    chapters = Chapter.objects.visible_to(user).released()
    latest_by_story = chapters.latest_per_story(list(page))
    for story in page:
        chapter = latest_by_story.get(story.pk)
        if chapter:
            chapter.story = story
        story.latest_chapter = chapter  # type: ignore[attr-defined]
    return page
