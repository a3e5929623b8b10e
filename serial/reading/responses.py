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
from serial.web.context_processors import reading_attributes
from serial.web.page_cache import (
    CachedPage,
    get_or_make,
    get_or_make_page,
    member_response,
    shared_response,
)

# Where a page of members' differs from one to the next; nobody can have written these into a text.
PLACEHOLDERS = {
    name: token_hex(16) for name in ("csrf_token", "settings_attributes", "panel_fields")
}


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, object], stamp: str = ""
) -> HttpResponse:
    """Renders a page: the same for all guests, and for a member one of their own.

    `stamp` stands for all that the page shows; where it is given, the page is rendered only when
    it is another, and filled with what is the member's own.
    """
    if request.user.is_authenticated:
        if stamp and not len(get_messages(request)):
            page = _members_page(request, template, context, stamp)
            return member_response(request, page.encode())
        response = render(request, template, context)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def make() -> bytes:
        return render_to_string(template, dict(context), request).encode()

    kept = stamp and get_or_make_page(f"{template}:{stamp}:{get_language()}", make)
    return shared_response(request, kept or CachedPage.from_content(make()))


def _members_page(
    request: HttpRequest, template: str, context: Mapping[str, object], stamp: str
) -> str:
    key = f"member:{template}:{stamp}:{get_language()}:{get_current_timezone_name()}"
    page: str = get_or_make(
        key, lambda: render_to_string(template, {**context, **PLACEHOLDERS}, request), len
    )
    own = {
        "csrf_token": get_token(request),
        "settings_attributes": reading_attributes(request.user),
        "panel_fields": context.get("panel_fields", ""),
    }
    for name, slot in PLACEHOLDERS.items():
        page = page.replace(slot, str(own[name]))
    return page


def robots_directives(story: Story) -> str:
    """What crawlers may not do with a story, for the meta element and the header; or empty."""
    words = ["noai", "noimageai"] if story.opts_out_of_ai_training else []
    if story.visibility != Visibility.PUBLIC:
        words.append("noindex")
    return ", ".join(words)


def set_crawler_headers(response: HttpResponse, story: Story) -> HttpResponse:
    """Sets X-Robots-Tag and the TDM reservation (W3C community group's protocol)."""
    words = robots_directives(story)
    if words:
        response.headers["X-Robots-Tag"] = words
    response.headers["TDM-Reservation"] = "1" if story.opts_out_of_ai_training else "0"
    return response
