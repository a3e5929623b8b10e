"""Responses of pages for readers, with their headers for caches and crawlers."""

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

# Stand in a cached page for the values that differ between members. They are random, so that no
# text can contain them.
PLACEHOLDERS = {
    name: token_hex(16) for name in ("csrf_token", "settings_attributes", "reading_panel_fields")
}


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    page_fingerprint: str = "",
) -> HttpResponse:
    """Renders a page: one that all guests share, or a private one for a member.

    `page_fingerprint` is a hash of everything that the page shows. If it is given, the rendered
    page is cached under it, and the values that differ between members are inserted afterwards.
    """
    if request.user.is_authenticated:
        if page_fingerprint and not len(get_messages(request)):
            html = _member_html(request, template, context, page_fingerprint)
            return member_response(request, html.encode())
        response = render(request, template, context)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def make_content() -> bytes:
        return render_to_string(template, dict(context), request).encode()

    if page_fingerprint:
        key = f"{template}:{page_fingerprint}:{get_language()}"
        return shared_response(request, get_or_make_page(key, make_content))
    return shared_response(request, CachedPage.from_content(make_content()))


def _member_html(
    request: HttpRequest, template: str, context: Mapping[str, object], page_fingerprint: str
) -> str:
    key = f"member:{template}:{page_fingerprint}:{get_language()}:{get_current_timezone_name()}"
    html: str = get_or_make(
        key, lambda: render_to_string(template, {**context, **PLACEHOLDERS}, request), len
    )
    member_values = {
        "csrf_token": get_token(request),
        "settings_attributes": reading_attributes(request.user),
        "reading_panel_fields": context.get("reading_panel_fields", ""),
    }
    for name, placeholder in PLACEHOLDERS.items():
        html = html.replace(placeholder, str(member_values[name]))
    return html


def robots_directives(story: Story) -> str:
    """Returns the story's robots directives for the meta element and the header, or ""."""
    directives = ["noai", "noimageai"] if story.opts_out_of_ai_training else []
    if story.visibility != Visibility.PUBLIC:
        directives.append("noindex")
    return ", ".join(directives)


def set_crawler_headers(response: HttpResponse, story: Story) -> HttpResponse:
    """Sets X-Robots-Tag, and TDM-Reservation (TDM Reservation Protocol, W3C community group)."""
    directives = robots_directives(story)
    if directives:
        response.headers["X-Robots-Tag"] = directives
    response.headers["TDM-Reservation"] = "1" if story.opts_out_of_ai_training else "0"
    return response
