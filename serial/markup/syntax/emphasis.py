"""Emphasis and strikethrough: which runs of "*", "_" and "~~" open and close it.

CommonMark's rules for delimiter runs, with these differences, because authors mask words (f**k),
draw faces (-_-) and calculate (2*3*4):
- A run between two letters or digits is text, whichever sign it has.
- A run between two other signs is text, unless they are such as stand before or after emphasis.
- Beside a letter or sign of a script that is written without spaces, "*" and "~~" open and close.
- Three or more tildes are text.
- A run inside an address or a path is text: www.example.org/_a_/ or /home/_me_/.
"""

import re
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from serial.markup.words import UNSPACED_CHARACTERS

_RUN: Final = re.compile(r"\*+|_+|~+")
# With the punctuation of Chinese and Japanese, and all full-width forms.
_UNSPACED: Final = re.compile(
    rf"[{UNSPACED_CHARACTERS}\u2e80-\u2fdf\u3001-\u303f\u30fb\uff01-\uffef]"
)

_QUOTES: Final = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u2039\u203a\u201e\u201a"
# If a run has signs on both sides, the first set stands outside of its opening mark and the second
# inside: (*"Yes"*). ">" and "<" are of tags, ";" is of an entity. Inside may be any sign beyond
# ASCII too, such as an emoji.
_BEFORE_OPENING: Final = frozenset("([{-\u2013\u2014\u2026.,!?;>*_~" + _QUOTES)
_AFTER_OPENING: Final = frozenset("([{.!<&\\`*_~\"'")
_BEFORE_CLOSING: Final = frozenset(")]}-.,!?;:%/>`*_~\"'")
_AFTER_CLOSING: Final = frozenset(")]}-\u2013\u2014\u2026.,!?;:<&*_~" + _QUOTES)
# Of a face with an underscore for its mouth: ^_^ -_- >_<
_EYES: Final = re.compile(r"([^()\[\]{}])\1|><")
# What stands before a run in an address. Addresses with a scheme are read by literals.py.
_ADDRESS_SIGNS: Final = frozenset("/=#&?-.~")
# What stands after a run in an address, and never after one at its end.
_SIGNS_WITHIN_ADDRESS: Final = frozenset("/=#&")
_ADDRESS_START: Final = re.compile(
    r"[\"'(\[\u201c\u2018]*(?:www\.|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/|~/|/\w|[A-Za-z]:/)"
)
_MAX_ADDRESS_LENGTH: Final = 200


def emphasis_plugin(md: MarkdownIt) -> None:
    md.enable("strikethrough")
    md.inline.ruler.at("strikethrough", _parse_tildes)
    md.inline.ruler.at("emphasis", _parse_stars_and_underscores)


class _Flanks(NamedTuple):
    opens: bool
    closes: bool


def _parse_stars_and_underscores(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    start, end = _run_at(state)
    flanks = _flanks(state, start, end)
    for _ in range(end - start):
        _push(state, marker, end - start, flanks)
    state.pos = end
    return True


def _parse_tildes(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "~":
        return False
    start, end = _run_at(state)
    if end - start == 2:
        # CommonMark's rule on the lengths of emphasis does not apply.
        _push(state, "~~", 0, _flanks(state, start, end))
    else:
        state.append_pending(state.src[start:end])
    state.pos = end
    return True


def _push(state: StateInline, text: str, length: int, flanks: _Flanks) -> None:
    state.push("text", "", 0).content = text
    delimiter = Delimiter(
        marker=ord(text[0]),
        length=length,
        token=len(state.tokens) - 1,
        end=-1,
        open=flanks.opens,
        close=flanks.closes,
    )
    state.delimiters.append(delimiter)


def _run_at(state: StateInline) -> tuple[int, int]:
    match = _RUN.match(state.src, state.pos, state.posMax)
    assert match is not None  # noqa: S101 - the caller has seen the marker
    return match.span()


def _flanks(state: StateInline, start: int, end: int) -> _Flanks:
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    is_space_before, is_space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    if is_space_before or is_space_after:
        return _Flanks(opens=not is_space_after, closes=not is_space_before)
    if state.src[start] != "_" and (_UNSPACED.match(before) or _UNSPACED.match(after)):
        return _Flanks(opens=True, closes=True)
    may_be_in_address = before in _ADDRESS_SIGNS or after in _SIGNS_WITHIN_ADDRESS
    if may_be_in_address and _is_in_address(state.src, start):
        return _Flanks(opens=False, closes=False)
    is_sign_before, is_sign_after = _is_sign(before), _is_sign(after)
    if is_sign_before and is_sign_after:
        if state.src[start] == "_" and _EYES.match(before + after):
            return _Flanks(opens=False, closes=False)
        return _flanks_between_signs(before, after)
    return _Flanks(opens=is_sign_before, closes=is_sign_after)


def _is_in_address(text: str, position: int) -> bool:
    words = text[max(0, position - _MAX_ADDRESS_LENGTH) : position].split()
    return bool(words) and _ADDRESS_START.match(words[-1]) is not None


def _flanks_between_signs(before: str, after: str) -> _Flanks:
    return _Flanks(
        opens=before in _BEFORE_OPENING and (after in _AFTER_OPENING or not after.isascii()),
        closes=after in _AFTER_CLOSING and (before in _BEFORE_CLOSING or not before.isascii()),
    )


def _is_sign(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
