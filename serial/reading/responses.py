"""What every page for readers says to caches and to crawlers."""

from collections.abc import Mapping
from secrets import token_hex

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.web.context import settings_attributes
from serial.web.shared_pages import SharedPage, answer_everyone, answer_member, keep, keep_page

# Where a page of members' differs from one to the next; nobody can have written these into a text.
SLOTS = {name: token_hex(16) for name in ("csrf_token", "settings_attributes", "panel_fields")}


def show_page(
    request: HttpRequest, template: str, context: Mapping[str, object], stamp: str = ""
) -> HttpResponse:
    """Renders a page: the same for all guests, and for a member one of their own.

    `stamp` stands for all that the page shows; where it is given, the page is rendered only when
    it is another, and filled with what is the member's own.
    """
    if request.user.is_authenticated:
        if stamp and not len(get_messages(request)):
            page = _members_page(request, template, context, stamp)
            return answer_member(request, page.encode())
        response = render(request, template, context)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def make() -> bytes:
        return render_to_string(template, dict(context), request).encode()

    kept = stamp and keep_page(f"{template}:{stamp}:{get_language()}", make)
    return answer_everyone(request, kept or SharedPage.of(make()))


def _members_page(
    request: HttpRequest, template: str, context: Mapping[str, object], stamp: str
) -> str:
    key = f"member:{template}:{stamp}:{get_language()}:{get_current_timezone_name()}"
    page: str = keep(key, lambda: render_to_string(template, {**context, **SLOTS}, request), len)
    own = {
        "csrf_token": get_token(request),
        "settings_attributes": settings_attributes(request.user),
        "panel_fields": context.get("panel_fields", ""),
    }
    for name, slot in SLOTS.items():
        page = page.replace(slot, str(own[name]))
    return page


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
