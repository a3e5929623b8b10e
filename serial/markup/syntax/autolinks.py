"""Autolinks (<https://example.org>), but only of URLs that a text may link to."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink

from serial.markup.links import safe_link_url

_WITH_SCHEME: Final = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\x00-\x20]*)>", re.ASCII)


def autolinks_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.at("autolink", _parse_autolink)


def _parse_autolink(state: StateInline, silent: bool) -> bool:
    """Leaves other URLs as text: in CommonMark "<Skill:Fire>" is a link, and loses its brackets."""
    match = _WITH_SCHEME.match(state.src, state.pos)
    if match and safe_link_url(state.md.normalizeLink(match[1])) is None:
        return False
    return autolink(state, silent)
