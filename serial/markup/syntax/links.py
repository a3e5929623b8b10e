"""Links, images and definitions, without prose that looks like one.

In CommonMark "[Fireball](Rare)" is a link, and "[Ronnie]: Yes (sighs)" is a definition, which is
not shown. Here the URL must look like one; that of a link may also be a word in lower case.
"""

import re
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline, image, link

_URL: Final = r"\.{0,2}/|[#?]|(?i:https?|mailto):|[\w/-]+(?:\.\w+)*\.[A-Za-z]\w+(?:[/?#].*)?$"
_DEFINED_URL: Final = re.compile(rf"{_URL}|$")
_LINKED_URL: Final = re.compile(rf"{_URL}|[a-z]")
# The destination of a link without a title, after its text.
_DESTINATION: Final = re.compile(r"\]\([ \t\n]*([^\s()<>\\]*)[ \t\n]*\)")


def links_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("reference", _parse_definition)
    md.inline.ruler.at("link", _require_url(link, "["))
    md.inline.ruler.at("image", _require_url(image, "!["))


def _require_url(parse: RuleFuncInlineType, opening: str) -> RuleFuncInlineType:
    def parse_if_url(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith(opening, state.pos) or _has_no_url(state, len(opening)):
            return False
        return parse(state, silent)

    return parse_if_url


def _has_no_url(state: StateInline, opening_length: int) -> bool:
    if not _has_destinations(state.src):
        return False
    start = state.pos + opening_length - 1
    end = state.md.helpers.parseLinkLabel(state, start, opening_length == 1)
    destination = _DESTINATION.match(state.src, end, state.posMax) if end > 0 else None
    return destination is not None and not _LINKED_URL.match(destination[1])


@lru_cache(maxsize=1)
def _has_destinations(paragraph: str) -> bool:
    """Asked at each bracket, so the time must not grow with the square of the paragraph."""
    return "](" in paragraph


def _parse_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    definitions = state.env.setdefault("references", {})
    duplicates = state.env.setdefault("duplicate_refs", [])
    duplicates_before = len(duplicates)
    if state.src[state.bMarks[start] + state.tShift[start]] != "[":
        return False
    if not reference(state, start, end, silent):
        return False
    is_duplicate = len(duplicates) > duplicates_before
    definition = duplicates[-1] if is_duplicate else next(reversed(definitions.values()))
    if _DEFINED_URL.match(definition["href"]):
        return True
    if is_duplicate:
        duplicates.pop()
    else:
        definitions.popitem()
    state.line = start
    return False
