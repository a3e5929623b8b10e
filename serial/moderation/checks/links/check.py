"""Holds comments for their links."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext, ngettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.moderation.check_settings import content
from serial.moderation.check_settings.reading import settings_for
from serial.moderation.checks.links.finding import (
    Link,
    find_domains,
    find_links,
    is_listed,
    is_within,
    misleading_link_text,
    normalized_domain,
)


def links(checked: CheckedComment) -> Iterator[Finding]:
    """Yields what is wrong with the links: their number, their domains, their texts."""
    limit = settings_for(checked).limits.links
    if not limit.is_on or checked.is_author:
        return
    site = normalized_domain(settings.SITE_HOST)
    found = [
        link
        for link in find_links(checked.comment.body)
        if not (is_within(link.domain, site) or is_listed(link.domain, limit.trusted))
    ]
    yield from _too_many(limit, found, checked)
    yield from _blocked_domains(limit, checked)
    text = misleading_link_text(checked.comment.body_html) if limit.checks_link_text else None
    if text is not None:
        message = gettext("The link “%(text)s” leads to another address than it says.")
        yield hold("link-text", message % {"text": text[:100]})


def _too_many(
    limit: content.Links, found: list[Link], checked: CheckedComment
) -> Iterator[Finding]:
    if found and limit.holds_newcomers and checked.is_newcomer:
        message = gettext(
            "Comments by newcomers that contain links are reviewed before they are published."
        )
        yield hold("links", message, _places(found))
    elif len(found) > limit.max_links:
        message = ngettext(
            "Comments with more than %(n)d link are reviewed before they are published.",
            "Comments with more than %(n)d links are reviewed before they are published.",
            limit.max_links,
        )
        yield hold("many-links", message % {"n": limit.max_links}, _places(found))


def _blocked_domains(limit: content.Links, checked: CheckedComment) -> Iterator[Finding]:
    if not limit.blocked:
        return
    domains = find_domains(checked.comment.body)
    named = [link for link in domains if is_listed(link.domain, limit.blocked)]
    if named:
        message = gettext("Comments that name %(domain)s are reviewed before they are published.")
        yield hold("listed-domain", message % {"domain": named[0].domain}, _places(named))


def _places(found: list[Link]) -> tuple[tuple[int, int], ...]:
    return tuple((link.start, link.end) for link in found)
