"""Smart punctuation: dashes, ellipses and quotation marks in English text.

Decisions, where custom is divided:
- "--" and "---" become an em dash; spaces around stay as typed. Longer rows, arrows and
  comments ("-->", "<--") stay.
- "..." becomes an ellipsis, "...." one with a full stop after; longer rows stay.
- A mark that was escaped (\\") or written as an entity (&quot;) stays as it is.
- Code, raw HTML, addresses and titles of links stay; the text of links and images does not.
- For quotation marks see quotation_marks.py.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.syntax.quotation_marks import STRAIGHT, curl_quotes

_DASHES_AND_DOTS: Final = re.compile(r"(?<![-<])-{2,3}(?![->])|(?<!\.)\.{3,4}(?!\.)")
_SMART: Final = {"--": "\u2014", "---": "\u2014", "...": "\u2026", "....": "\u2026."}
# What stands in a run without being text of ours: it has the context of a word.
_WORDS: Final = {"code_inline", "image"}
_LINE_ENDS: Final = {"softbreak", "hardbreak"}


def smart_punctuation(md: MarkdownIt) -> None:
    # Before escapes and entities are joined to the text around them.
    md.core.ruler.before("text_join", "smart_punctuation", _improve)


def _improve(state: StateCore) -> None:
    if not state.env["options"].curls_quotes:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _improve_run(token.children)


def _improve_run(tokens: list[Token]) -> None:
    """Emphasis and links are looked through: a mark's neighbours are the run's characters."""
    context: list[str] = []
    places: list[tuple[Token, int]] = []
    length = 0
    for token in tokens:
        if token.type == "text":
            token.content = _with_dashes(token.content)
            places.append((token, length))
        elif token.type == "image" and token.children:
            _improve_run(token.children)
        context.append(_seen_as(token))
        length += len(context[-1])
    run = "".join(context)
    if STRAIGHT.search(run):
        run = curl_quotes(run)
        for token, start in places:
            token.content = run[start : start + len(token.content)]


def _with_dashes(text: str) -> str:
    if "--" in text or "..." in text:
        return _DASHES_AND_DOTS.sub(lambda match: _SMART[match[0]], text)
    return text


def _seen_as(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "text_special":
        return "x" if STRAIGHT.search(token.content) else token.content
    if token.type in _LINE_ENDS or token.content.lower().startswith("<br"):
        return "\n"
    return "x" if token.type in _WORDS else ""
