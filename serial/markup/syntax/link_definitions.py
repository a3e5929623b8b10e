"""Link reference definitions ([name]: URL), without lines of dialogue that look like one."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

_URL_LIKE: Final = re.compile(r"\.{0,2}/|(?:https?|mailto):|[\w/-]+(?:\.\w+)+$|$", re.IGNORECASE)


def link_definitions_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("reference", _parse_definition)


def _parse_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Applies CommonMark's rule if the definition's destination looks like a URL.

    In CommonMark "[Ronnie]: Yes." is a definition as well, and definitions are not shown: a line
    of a chat would be lost.
    """
    definitions = state.env.setdefault("references", {})
    duplicates = state.env.setdefault("duplicate_refs", [])
    duplicates_before = len(duplicates)
    if state.src[state.bMarks[start] + state.tShift[start]] != "[":
        return False
    if not reference(state, start, end, silent):
        return False
    is_duplicate = len(duplicates) > duplicates_before
    definition = duplicates[-1] if is_duplicate else next(reversed(definitions.values()))
    if definition["title"] or _URL_LIKE.match(definition["href"]):
        return True
    if is_duplicate:
        duplicates.pop()
    else:
        definitions.popitem()
    state.line = start
    return False
