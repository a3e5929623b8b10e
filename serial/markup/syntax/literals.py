"""Text that is never markup, although it has its signs: web addresses, faces, apostrophes."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SCHEME: Final = re.compile(r"(?<![A-Za-z0-9])(?:https?|ftp)$", re.IGNORECASE)
_MAX_SCHEME_LENGTH: Final = 6  # "https" and the character before it
# Until white space, a bracket or quotation mark, a dash or the punctuation of Chinese; but not the
# punctuation and the marks of emphasis at its end.
_ADDRESS: Final = re.compile(
    '://[^\\s<>\\[\\]"`\\\\\u2014\u2026\u201c\u201d\u2018\u2019\u3001-\u303f\uff01-\uff0f]*'
    '[^\\s<>\\[\\]"`\\\\\u2014\u2026\u201c\u201d\u2018\u2019\u3001-\u303f\uff01-\uff0f'
    "*_~.,;:!?')]"
)
# Raised arms, as in a shrug: a backslash that escapes nothing, and the slash of the other arm.
# With a face behind the arm: /o\ at the end of a line. And a mouth: ":\" before the end of speech.
_ARMS: Final = re.compile(
    r"(?<![\w\\])\\(?=[_(*^])[^\s\\/]{3,10}/(?![\w/])"
    r"|(?<=/[oO0])\\(?=\s)|(?:(?<=\s[:=;])|(?<=\s[:=;]-))\\(?=[\"'\u201d\u2019)\]])"
)
# A face in brackets: letters stand alone in it, and some sign is not one of prose: (^o^)
_FACE: Final = (
    r"\((?=[:;]|[^\s()]*[\^_\u00b4`<>=\u00ac\u2220\u25bd\u2200\u2207\u2267\u2266\u25d5\u1d17])"
    r"(?:[^\w\s()]|\w(?!\w)){2,12}\)"
)
# A face with stars or hands for cheeks, with stars for eyes, raised arms with stars; sparkles; or a
# file name such as *.*
_STARS: Final = re.compile(
    r"(?<![\w*])\*(?:_+|[.,^~'=-])\*(?![\w*])"
    r"|(?<=[(])\*(?:[^\w\s*.?!\u2026]|[\u03c9\u0414\u0434]){1,6}\*(?=[)])"
    rf"|(?<![\w*])\*(?:\\?{_FACE}/?|\\[oO0]/)\*(?![\w*])"
    r"|(?<!\w)\*(?=[^*]*[\u2600-\u2767\uff65\uff9f])(?:[^\w\s*]|\uff9f){2,8}\*(?!\w)"
)
# A face with hands; the name in _anna_@example.org or @_anna_
_UNDERSCORES: Final = re.compile(
    rf"(?<![\w_])_{_FACE}_(?![\w_])"
    r"|(?<![\w_])_+[A-Za-z0-9.+-]{1,64}_+(?=@[A-Za-z0-9])"
    r"|(?<=@)_+[A-Za-z0-9_-]{1,64}"
)
# it`s; and a quotation mark, if the next backtick stands before a word too: `Go,' he said, `now.'
_BACKTICKS: Final = re.compile(r"(?<=\w)`(?=\w)|(?<![\w`])(`+)(?=[^\s`][^`]*\s\1(?![\s`]))")
# By their first character.
LITERALS: Final = {"\\": _ARMS, "*": _STARS, "_": _UNDERSCORES, "`": _BACKTICKS}


def literals_plugin(md: MarkdownIt) -> None:
    md.inline.ruler.before("newline", "address", _parse_address)
    md.inline.ruler.after("address", "literal", _parse_literal)


def _parse_address(state: StateInline, silent: bool) -> bool:
    """Keeps the address whole and its punctuation straight; it is no link, as in CommonMark."""
    if not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - _MAX_SCHEME_LENGTH) : state.pos])
    address = _ADDRESS.match(state.src, state.pos, state.posMax)
    if scheme is None or address is None:
        return False
    if not silent:
        # The scheme is text already; its first letter with a backslash, if one stands before it.
        state.push("text_special", "", 0).content = address[0]
    state.pos = address.end()
    return True


def _parse_literal(state: StateInline, silent: bool) -> bool:
    pattern = LITERALS.get(state.src[state.pos])
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None:
        return False
    if not silent:
        state.append_pending(match[0])
    state.pos = match.end()
    return True
