"""Texts and elements that scripts add to the comments of a chapter: the same on every chapter."""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

TEMPLATE = "reading/comments/_strings.html"


def comment_strings() -> SafeString:
    """Rendered once for each language: they are a fifth of the templates of a chapter's page."""
    if settings.DEBUG:
        return render_to_string(TEMPLATE)
    return _in_language(get_language() or "")


@cache
def _in_language(language: str) -> SafeString:
    return render_to_string(TEMPLATE)
