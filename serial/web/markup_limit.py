"""Tells people that their text has more formatting than the renderer takes."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.markup.checking.too_much import MarkupKind, find_too_much
from serial.markup.options import Options

NAMES: Final = {
    MarkupKind.TABLES: _("cells of tables"),
    MarkupKind.LISTS: _("items of lists"),
    MarkupKind.QUOTATIONS: _("quotations in quotations"),
    MarkupKind.LINKS: _("links and footnotes"),
    MarkupKind.EMPHASIS: _("emphasis"),
    MarkupKind.TAGS: _("HTML tags"),
    MarkupKind.LINES: _("short lines"),
}


def too_much_markup(source: str, options: Options) -> str:
    """Returns the sentences for a text that is shown as typed; empty if it is formatted."""
    kind = find_too_much(source, options)
    if kind is None:
        return ""
    message = gettext(
        "This text has more formatting than a page can show, most of it %(kind)s. Readers see it"
        " as typed. Remove some of it, or split the text."
    )
    return message % {"kind": NAMES[kind]}
