"""The toolbar and the "How to" of the editor."""

from django import template

from serial.desk.editor.toolbar import OTHER_KEYS, TOOLBAR, ToolbarButton

register = template.Library()


@register.simple_tag
def toolbar_groups() -> tuple[tuple[ToolbarButton, ...], ...]:
    return TOOLBAR


@register.simple_tag
def other_keys() -> tuple[tuple[str, object], ...]:
    return OTHER_KEYS
