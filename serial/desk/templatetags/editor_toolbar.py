"""The toolbar and the "How to" of the editor."""

from django import template
from django.utils.functional import Promise

from serial.desk.editor.toolbar import OTHER_KEYS, TOOLBAR, ToolbarButton

register = template.Library()


@register.simple_tag
def toolbar_groups() -> tuple[tuple[ToolbarButton, ...], ...]:
    return TOOLBAR


@register.simple_tag
def other_keys() -> tuple[tuple[Promise | str, Promise | str], ...]:
    return OTHER_KEYS
