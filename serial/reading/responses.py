"""What every page for readers says to caches and to crawlers."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from serial.stories.choices import Visibility
from serial.stories.models import Story


def show_page(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """Renders a page; what is made for a member is never given to anybody else by a cache."""
    response = render(request, template, context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def robots_words(story: Story) -> str:
    """What crawlers may not do with a story, for the meta element and the header; or empty."""
    words = ["noai", "noimageai"] if story.refuses_machine_learning else []
    if story.visibility != Visibility.PUBLIC:
        words.append("noindex")
    return ", ".join(words)


def say_to_crawlers(response: HttpResponse, story: Story) -> HttpResponse:
    """Sets X-Robots-Tag and the TDM reservation (W3C community group's protocol)."""
    words = robots_words(story)
    if words:
        response.headers["X-Robots-Tag"] = words
    response.headers["TDM-Reservation"] = "1" if story.refuses_machine_learning else "0"
    return response
