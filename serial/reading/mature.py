"""Mature and explicit stories ask first: at their own address, with no cookie and no script.

The answer is part of the address, so that a cache can tell the question from the page.
"""

from django.http import HttpRequest, HttpResponse

from accounts.models.preferences import preferences_of
from serial.reading.responses import say_to_crawlers, show_page
from serial.stories.choices import Rating
from serial.stories.models import Story
from serial.web.shared_pages import stamp

ASKS = frozenset({Rating.MATURE, Rating.EXPLICIT})
YES = "?mature=yes"


def answered(request: HttpRequest) -> str:
    """What links on to the same story carry, so that it asks once."""
    return YES if request.GET.get("mature") == "yes" else ""


def must_ask(request: HttpRequest, story: Story) -> bool:
    if story.rating not in ASKS or answered(request):
        return False
    if not request.user.is_authenticated:
        return True
    return not preferences_of(request.user).shows_adult and not story.is_written_by(request.user)


def show_question(request: HttpRequest, story: Story) -> HttpResponse:
    # A chapter's page knows of its story only what it shows itself.
    story = Story.objects.get(pk=story.pk)
    context = {"story": story, "yes": YES}
    response = show_page(request, "reading/question.html", context, request.path + stamp(story))
    return say_to_crawlers(response, story)
