"""Scene breaks that old pages centre by HTML: <center>***</center>, <p align="center">* * *</p>.

An ornament that is emphasised by tags, <b>***</b>, is one too, as it is with delimiters: ***~***.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.syntax.ornaments import is_ornament

_BREAK: Final = "<hr>"
_FORMATTING: Final = r"</?(?:b|big|em|i|small|span|strong|tt|u)(?: [^<>]*)?>"
_ALONE: Final = re.compile(
    rf"<(center|div|h[1-6]|p)(?: [^<>]*)?>((?>(?:[^<>]++|{_FORMATTING})*))</\1>"
)
_START: Final = re.compile(r"<(center|div|h[1-6]|p)(?: [^<>]*)?>")
_CENTRED_BREAK: Final = re.compile(rf"<center>\s*{_BREAK}\s*</center>")
_EMPHASIS: Final = re.compile(r"</?(?:b|em|i|strong|u)>")
_CLOSINGS: Final = {"heading_close", "paragraph_close"}
_DELIMITER_TYPES: Final = {"em_open", "em_close", "strong_open", "strong_close"}
_TAG: Final = re.compile(_FORMATTING)


def html_scene_breaks_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("certain_tags", "html_scene_breaks", _replace_ornaments)


def _replace_ornaments(state: StateCore) -> None:
    if "<" not in state.src:
        return
    _replace_emphasised(state)
    for token in state.tokens:
        if token.type == "html_block" and "</" in token.content:
            html = _ALONE.sub(_break_or_same, token.content)
            token.content = _CENTRED_BREAK.sub(_BREAK, html)
        elif token.type == "inline" and token.children:
            _replace_in_line(token.children)


def _replace_emphasised(state: StateCore) -> None:
    """Replaces paragraphs and headings, which are three tokens each."""
    out: list[Token] = []
    for token in state.tokens:
        out.append(token)
        if token.type in _CLOSINGS and _is_emphasised_ornament(out[-2].children or []):
            out[-3:] = [Token("hr", "hr", 0, map=out[-3].map, block=True)]
    state.tokens = out


def _break_or_same(match: re.Match[str]) -> str:
    return _BREAK if _shows_ornament(match[2]) else match[0]


def _shows_ornament(html: str) -> bool:
    return is_ornament(unescape(_TAG.sub("", html)).strip())


def _is_emphasised_ornament(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph is an ornament with tags; without any, its source is looked at."""
    tags = [token for token in tokens if token.type == "html_inline"]
    return (
        bool(tags)
        and all(_EMPHASIS.fullmatch(tag.content) for tag in tags)
        and _is_ornament([token for token in tokens if token.type not in _DELIMITER_TYPES])
    )


def _replace_in_line(tokens: list[Token]) -> None:
    """The same where text stands on the same line, before the element or after it."""
    start = 0
    name = ""
    for index, token in enumerate(tokens):
        if token.type == "html_inline" and not _TAG.fullmatch(token.content):
            if name and token.content == f"</{name}>" and _is_ornament(tokens[start + 1 : index]):
                tokens[start].content = _BREAK
                for removed in tokens[start + 1 : index + 1]:
                    removed.type, removed.content = "html_inline", ""
            match = _START.fullmatch(token.content)
            start, name = index, match[1] if match else ""


def _is_ornament(tokens: Sequence[Token]) -> bool:
    if any(token.type not in ("html_inline", "text", "text_special") for token in tokens):
        return False
    return is_ornament("".join(t.content for t in tokens if t.type != "html_inline").strip())
