"""Icons of the sprites that `make icons` builds from the list in design/icons/names.py."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
# They point along the line of text, so .flip mirrors them in right-to-left pages.
MIRRORED = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "reply"}

# Of the pages of authors and moderators. They have a sprite of their own, so that readers load
# fewer bytes; all other icons are in sprite.svg.
WORK_ICONS = {
    "ban",
    "bold",
    "box",
    "chat",
    "check-all",
    "chevron-up",
    "clock",
    "draft",
    "edit",
    "eye",
    "eye-off",
    "find",
    "footnote",
    "full-screen",
    "help",
    "history",
    "italic",
    "keyboard",
    "layers",
    "letter",
    "lock",
    "note",
    "picture",
    "preview",
    "scene-break",
    "search",
    "shield",
    "siren",
    "skip",
    "undo",
    "warning",
}


def sprite_of(name: str) -> str:
    return "icons/work.svg" if name in WORK_ICONS else "icons/sprite.svg"


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
        static(sprite_of(name)),
        name,
    )
