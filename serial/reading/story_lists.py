from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from serial.chapters.counting import settle_due_facts
from serial.reading.responses import show_page
from serial.stories.models import Story
from serial.stories.models.byline import with_shown_bylines
from serial.stories.models.story import StoryQuerySet

NEWEST_AT_HOME = 10
PER_PAGE = 20


def newest_first(stories: StoryQuerySet) -> StoryQuerySet:
    return stories.prefetch_related(with_shown_bylines()).order_by("-last_release_at", "-pk")


def show_home(request: HttpRequest) -> HttpResponse:
    settle_due_facts()
    stories = newest_first(Story.objects.listed_for(request.user))[:NEWEST_AT_HOME]
    return show_page(request, "reading/home.html", {"stories": stories})


def show_stories(request: HttpRequest) -> HttpResponse:
    settle_due_facts()
    stories = newest_first(Story.objects.listed_for(request.user))
    page = Paginator(stories, PER_PAGE).get_page(request.GET.get("page"))
    return show_page(request, "reading/stories.html", {"page": page})
