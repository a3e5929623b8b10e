"""Icons of the sprite that `make icons` builds from the list in design/icons/names.py."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
# They point along the line of text, so .flip mirrors them in right-to-left pages.
MIRRORED = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "reply"}


# 400 comments draw 1,600 icons; building one anew takes 15 µs, the hashed URL most of it.
@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Returns the HTML of an icon, for {% icon "heart" %} and for HTML that is built in Python.

    Screen readers skip it: the control that it stands in needs a label or an accessible name.
    """
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        "icon flip" if name in MIRRORED else "icon",
        static("icons/sprite.svg"),
        name,
    )
