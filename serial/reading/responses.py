"""What every page for readers says to caches and to crawlers."""

from collections.abc import Mapping
from secrets import token_hex

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.web.shared_pages import SharedPage, answer_everyone, keep, keep_page

# What parts the pieces of a page from each other; nobody can have written it into a text.
CUT = f"<!-- {token_hex(16)} -->"
PIECES = ("title", "head", "content")


def show_page(
    request: HttpRequest, template: str, context: Mapping[str, object], stamp: str = ""
) -> HttpResponse:
    """Renders a page: the same for all guests, and for a member one of their own.

    `stamp` stands for all that the page shows. Where it is given, the page is rendered only when
    it is another; for members the frame around it each time.
    """
    if request.user.is_authenticated:
        if stamp:
            context = {**context, **_pieces(request, template, context, stamp)}
            template = "layout/kept.html"
        response = render(request, template, context)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def make() -> bytes:
        return render_to_string(template, dict(context), request).encode()

    page = (
        keep_page(f"{template}:{stamp}:{get_language()}", make) if stamp else SharedPage.of(make())
    )
    return answer_everyone(request, page)


def _pieces(
    request: HttpRequest, template: str, context: Mapping[str, object], stamp: str
) -> dict[str, str]:
    """What the page puts into the frame's blocks, in the member's language and time zone."""

    def make() -> list[str]:
        bare = {**context, "layout": "layout/pieces.html", "cut": CUT}
        return render_to_string(template, bare, request).split(CUT)

    key = f"{template}:{stamp}:{get_language()}:{get_current_timezone_name()}"
    pieces = keep(key, make, lambda made: sum(map(len, made)))
    return dict(zip(PIECES, map(mark_safe, pieces), strict=True))


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
