"""Lists of stories, in an order and with filters that the address carries."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.reading.lookup import Visitor
from serial.stories.choices import Rating, Status
from serial.stories.models import Story
from serial.stories.models.credit import with_visible_credits
from serial.stories.models.story import StoryQuerySet
from serial.web.page_cache import fingerprint

PER_PAGE = 25
ORDERS: Mapping[str, tuple[str, ...]] = {
    "released": ("-last_release_at", "-pk"),
    "newest": ("-created_at", "-pk"),
    "title": ("title", "pk"),
    "words": ("-words", "-pk"),
}


class BrowseForm(forms.Form):
    """What is wanted; what cannot be is left out, so that an old address still finds stories."""

    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("released", _("last release")),
            ("newest", _("newest")),
            ("title", _("title")),
            ("words", _("words")),
        ],
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("any")), *Status.choices]
    )
    rating = forms.MultipleChoiceField(
        label=_("Rating"),
        required=False,
        choices=Rating.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def narrow(self, stories: StoryQuerySet) -> StoryQuerySet:
        wanted = Q()
        if status := self._chosen("status"):
            wanted &= Q(status=status)
        if ratings := self._chosen("rating"):
            wanted &= Q(rating__in=ratings)
        order = ORDERS[self._chosen("sort") or "released"]
        return stories.filter(wanted).order_by(*order)

    def _chosen(self, name: str) -> Any:
        self.full_clean()
        return self.cleaned_data.get(name)


def browse_stories(request: HttpRequest, stories: StoryQuerySet) -> dict[str, Any]:
    """The page of stories that is asked for, and the form that asks."""
    form = BrowseForm(request.GET or None, initial={"sort": "released"})
    form = form if form.is_bound else BrowseForm({"sort": "released"})
    found = form.narrow(stories).prefetch_related(with_visible_credits())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {"form": form, "page": with_latest_chapters(page, request.user)}


def page_fingerprint(page: Page[Story]) -> str:
    """Another one whenever the page would show anything else."""
    shown: list[object] = [page.number, page.paginator.num_pages]
    for story in page:
        shown += [story, story.newest]  # type: ignore[attr-defined]
        shown += [byline.pen_name for byline in story.visible_credits]  # type: ignore[attr-defined]
    return fingerprint(*shown)


def with_latest_chapters(page: Page[Story], user: Visitor) -> Page[Story]:
    """Gives each story of the page its `newest`: in one query for all of them."""
    chapters = Chapter.objects.visible_to(user).released()
    newest = chapters.latest_per_story(list(page))
    for story in page:
        chapter = newest.get(story.pk)
        if chapter:
            chapter.story = story
        story.newest = chapter  # type: ignore[attr-defined]
    return page
