"""Character references of Windows-1252, such as &#146; for an apostrophe.

CommonMark makes them U+FFFD. Old pages are full of them, and the HTML standard defines them:
https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
"""

import re
from html import unescape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, entity

# The code points 128 to 159, and the vertical tab, which is a line break in Word.
_OLD_REFERENCE: Final = re.compile(
    r"&#(?:0*1(?:2[89]|[345][0-9])|x0*[89][0-9a-f]|(0*11|x0*b));", re.IGNORECASE
)


def entities_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.at("entity", _parse_entity)


def _parse_entity(state: StateInline, silent: bool) -> bool:
    match = _OLD_REFERENCE.match(state.src, state.pos)
    if not match:
        return entity(state, silent)
    if not silent and match[1]:
        state.push("hardbreak", "br", 0)
    elif not silent:
        token = state.push("text_special", "", 0)
        token.content = unescape(match[0])
        token.markup = match[0]
        token.info = "entity"
    state.pos = match.end()
    return True
