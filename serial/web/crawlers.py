"""What the site asks of crawlers, in X-Robots-Tag, TDM-Reservation and robots.txt.

The settings SEARCH_ENGINES and AI_CRAWLERS each say "allow", "refuse", or "author": each author
chooses for their story. All of it is a request, which nobody can enforce.

noai and noimageai: directives that DeviantArt introduced in 2022. TDM-Reservation: TDM Reservation
Protocol (W3C community group, 2024), for text and data mining under EU Directive 2019/790.
"""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AUTHOR, ALLOW, REFUSE = "author", "allow", "refuse"
REQUEST_NOTE = _(
    "These are requests: well-behaved crawlers follow them, but no one can enforce them."
)
_SEARCH_POLICIES = {
    ALLOW: _("Search engines may list every public story."),
    AUTHOR: _("Search engines may list every public story whose author does not object."),
    REFUSE: _("This site asks search engines to list none of its pages."),
}
_AI_POLICIES = {
    ALLOW: _("AI crawlers may read every public story."),
    AUTHOR: _("AI crawlers are asked to read only the stories whose authors allow it."),
    REFUSE: _("This site asks AI crawlers to read none of its pages."),
}


def is_closed_to_search(opts_out: bool) -> bool:
    return _is_closed(settings.SEARCH_ENGINES, opts_out)


def is_closed_to_ai(opts_out: bool) -> bool:
    return _is_closed(settings.AI_CRAWLERS, opts_out)


def search_policy() -> Promise:
    """Returns a sentence about search engines on this site."""
    return _SEARCH_POLICIES[settings.SEARCH_ENGINES]


def ai_policy() -> Promise:
    """Returns a sentence about AI crawlers on this site."""
    return _AI_POLICIES[settings.AI_CRAWLERS]


def crawler_headers(*, opts_out_of_search: bool, opts_out_of_ai: bool) -> dict[str, str]:
    """Returns the headers of a page, or a picture, whose author opts out of these."""
    refuses_ai = is_closed_to_ai(opts_out_of_ai)
    directives = ["noai", "noimageai"] if refuses_ai else []
    if is_closed_to_search(opts_out_of_search):
        directives.append("noindex")
    headers = {"TDM-Reservation": "1" if refuses_ai else "0"}
    return headers | ({"X-Robots-Tag": ", ".join(directives)} if directives else {})


def set_default_headers(response: HttpResponseBase) -> None:
    """Sets what is missing of the headers, for pages that do not belong to one story.

    Such a page can show parts of several stories. It is open to search engines, and closed to AI
    crawlers unless the site is open to them.
    """
    if "TDM-Reservation" in response.headers:
        return
    own = response.headers.get("X-Robots-Tag", "")
    set_headers(response, crawler_headers(opts_out_of_search=False, opts_out_of_ai=True))
    for directive in filter(None, own.split(", ")):
        add_directive(response, directive)


def set_headers(response: HttpResponseBase, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        response.headers[name] = value


def add_directive(response: HttpResponseBase, directive: str) -> None:
    """Adds a directive to X-Robots-Tag, unless it is there already."""
    directives = response.headers.get("X-Robots-Tag", "")
    response.headers["X-Robots-Tag"] = with_directive(directives, directive)


def with_directive(directives: str, directive: str) -> str:
    others = [name for name in directives.split(", ") if name and name != directive]
    return ", ".join([*others, directive])


def _is_closed(setting: str, opts_out: bool) -> bool:
    return setting == REFUSE or (setting != ALLOW and opts_out)
