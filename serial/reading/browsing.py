"""Lists of stories. The URL's query string has the sort order and the filters."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from serial.params import get_page
from serial.reading.story_cards import CARD_FIELDS, StoryCard, load_story_cards
from serial.stories.choices import Rating, Status
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet

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
        order = SORT_ORDERS[str(self._valid_value("sort") or DEFAULT_SORT)]
        return stories.filter(condition).order_by(*order)

    def _valid_value(self, name: str) -> object:
        self.full_clean()
        return self.cleaned_data.get(name)


@dataclass(frozen=True)
class StoryList:
    """One page of stories, with the form that sorts and filters them."""

    form: BrowseForm
    page: Page[Story]
    cards: list[StoryCard]

    def context(self) -> dict[str, object]:
        return {"form": self.form, "page": self.page, "stories": self.cards}

    def values(self) -> tuple[object, ...]:
        """Returns what the page shows of the list; the form shows the query string as well."""
        return (self.page.number, self.page.paginator.num_pages, self.cards)


def browse_stories(request: HttpRequest, stories: StoryQuerySet) -> StoryList:
    """Returns the page of these stories that the query string asks for."""
    form = BrowseForm(request.GET or None, initial={"sort": DEFAULT_SORT})
    form = form if form.is_bound else BrowseForm({"sort": DEFAULT_SORT})
    matching = form.filter_and_sort(stories).only(*CARD_FIELDS)
    page = get_page(request, matching, PER_PAGE)
    return StoryList(form, page, load_story_cards(list(page), request.user))
