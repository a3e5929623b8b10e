"""Responses of pages for readers, with their headers for caches and crawlers."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.html import escape

from accounts.authorship import writing_page
from serial.moderation.menu import moderation_link
from serial.notifications.menu import unread_notifications
from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.web.context_processors import member_initial, reading_attributes
from serial.web.crawlers import crawler_headers, set_headers, with_directive
from serial.web.member_page import MemberPage, member_response
from serial.web.page_cache import CachedPage, get_or_make, get_or_make_page, shared_response
from serial.web.policy_acceptance import policy_notice

# Stands before and after the names of the values that differ between members, in a cached page. It
# is random, so that no text can contain it.
MARK = token_hex(16)
PLACEHOLDERS = {
    name: f"{MARK}{name}{MARK}"
    for name in (
        "csrf_token",
        "settings_attributes",
        "reading_panel_fields",
        "member_initial",
        "policy_notice",
        "moderation_link",
        "unread_notifications",
    )
}


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    values: tuple[object, ...] | None = None,
    until: datetime | None = None,
) -> HttpResponse:
    """Renders a page: one that all guests share, or a private one for a member.

    `values` are all values that the page shows, except for the path of the request and what
    PLACEHOLDERS names. If they are given, the rendered page is cached under their fingerprint, and
    the values that differ between members are inserted afterwards.

    until: the moment at which the page changes by itself, if there is one.
    """
    if request.user.is_authenticated:
        if values is not None and not len(get_messages(request)):
            return _render_member_page(request, template, context, values)
        response = render(request, template, context)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def make_content() -> bytes:
        return render_to_string(template, dict(context), request).encode()

    if values is None:
        return shared_response(request, CachedPage.from_content(make_content()), until=until)
    page = get_or_make_page(template, (*values, request.path), make_content)
    return shared_response(request, page, until=until)


def _render_member_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    values: tuple[object, ...],
) -> HttpResponse:
    def make_page() -> MemberPage:
        html = render_to_string(template, {**context, **PLACEHOLDERS}, request)
        return MemberPage.from_html(html, MARK)

    page = get_or_make(
        f"member:{template}",
        (*values, request.path, request.user.is_authenticated and writing_page(request.user)),
        make_page,
        lambda page: page.size,
    )
    make_panel_fields: Any = context.get("reading_panel_fields")
    member_values = {
        "csrf_token": get_token(request),
        "settings_attributes": reading_attributes(request.user),
        "reading_panel_fields": make_panel_fields() if make_panel_fields else "",
        "member_initial": escape(member_initial(request.user)),
        "policy_notice": policy_notice(request.user),
        "moderation_link": moderation_link(request.user),
        "unread_notifications": unread_notifications(request.user),
    }
    return member_response(request, page, member_values)


def robots_directives(story: Story, *, is_listed: bool = True) -> str:
    """Returns the robots directives of a story's page for the meta element, or "".

    is_listed: False for a page that search engines should not list in any case.
    """
    return story_crawler_headers(story, is_listed=is_listed).get("X-Robots-Tag", "")


def story_crawler_headers(story: Story, *, is_listed: bool = True) -> dict[str, str]:
    headers = crawler_headers(
        opts_out_of_search=story.opts_out_of_search, opts_out_of_ai=story.opts_out_of_ai_training
    )
    if story.visibility != Visibility.PUBLIC or not is_listed:
        # With all settings of the site.
        directives = with_directive(headers.get("X-Robots-Tag", ""), "noindex")
        return headers | {"X-Robots-Tag": directives}
    return headers


def set_crawler_headers(
    response: HttpResponse, story: Story, *, is_listed: bool = True
) -> HttpResponse:
    """Sets X-Robots-Tag and TDM-Reservation (serial/web/crawlers.py)."""
    set_headers(response, story_crawler_headers(story, is_listed=is_listed))
    return response
