"""Smart punctuation: dashes, ellipses and quotation marks in English text.

In every language, a hyphen that opens a line of dialogue becomes an em dash, and with it the
hyphens between spaces in that line ("- Salut - dit-il.").

Rules for English, where usage differs:
- "--" and "---" become an em dash; spaces around it stay as typed. "--" between two figures
  ("1946--1987") becomes an en dash. Longer runs, arrows and comments ("-->", "<--") do not change.
- "..." becomes an ellipsis, "...." an ellipsis with a full stop; longer runs do not change.
- Escaped characters (\\") and entities (&quot;) do not change.
- Code, raw HTML, and the URLs and titles of links do not change; the text of links and images does.
- For quotation marks see quotation_marks/curling.py.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.options import Options
from serial.markup.syntax.quotation_marks.curling import STRAIGHT, curl_quotes

_DASHES_AND_DOTS: Final = re.compile(r"(?<![-<])-{2,3}(?![->])|(?<!\.)\.{3,4}(?!\.)")
_RANGE: Final = re.compile(r"(?<=\d)--(?=\d)")
# Before a letter, an opening mark or, at the end of a token, emphasis. "- 10 HP" has a minus sign.
_DIALOGUE_HYPHEN: Final = re.compile(r"\A-(?=[ \u00a0]+(?:[^\W\d_]|[\"'“‘«„¿¡]|\Z))")
_SPACED_HYPHEN: Final = re.compile(r"(?<= )(?<!\d )-(?= [^\s\d]|[.,:;?!])")
_SMART: Final = {"--": "\u2014", "---": "\u2014", "...": "\u2026", "....": "\u2026."}
# Not text that changes, but counts as a word when its neighbours are examined.
_WORD_TYPES: Final = {"code_inline", "image"}
_LINE_END_TYPES: Final = {"softbreak", "hardbreak"}


def smart_punctuation_plugin(md: MarkdownIt) -> None:
    # Before text_join, which merges escapes and entities into the text around them.
    md.core.ruler.before("text_join", "smart_punctuation", _convert_punctuation)


def _convert_punctuation(state: StateCore) -> None:
    options: Options = state.env["options"]
    blocks = [t.children for t in state.tokens if t.type == "inline" and t.children]
    if options.smart_punctuation:
        for tokens in blocks:
            _convert_dialogue_hyphens(tokens)
    if options.curls_quotes:
        _convert(blocks)


def _convert_dialogue_hyphens(tokens: list[Token]) -> None:
    is_line_start, is_dialogue = True, False
    for token in tokens:
        if is_line_start:
            is_dialogue = token.type == "text" and bool(_DIALOGUE_HYPHEN.match(token.content))
            if is_dialogue:
                token.content = "\u2014" + token.content[1:]
        if is_dialogue and token.type == "text" and " -" in token.content:
            token.content = _SPACED_HYPHEN.sub("\u2014", token.content)
        is_line_start = token.type in _LINE_END_TYPES


def _convert(token_lists: list[list[Token]]) -> None:
    """Converts the inline tokens of each block, in reading order."""
    blocks = [_Block(tokens) for tokens in token_lists]
    for block, text in zip(blocks, curl_quotes([block.text for block in blocks]), strict=True):
        block.write(text)


class _Block:
    """The inline tokens of one block.

    A quotation mark's neighbours may be in other tokens, inside emphasis or a link, so the text of
    all tokens is joined.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self._offsets: list[tuple[Token, int]] = []
        self.text = ""
        context: list[str] = []
        length = 0
        for token in tokens:
            if token.type == "text":
                token.content = convert_dashes_and_dots(token.content)
                self._offsets.append((token, length))
            elif token.type == "image" and token.children:
                _convert([token.children])
            context.append(_context_of(token))
            length += len(context[-1])
        self.text = "".join(context)

    def write(self, text: str) -> None:
        """Takes over the text of the tokens from a text of the same length."""
        if text != self.text:
            for token, start in self._offsets:
                token.content = text[start : start + len(token.content)]


def convert_dashes_and_dots(text: str) -> str:
    if "--" in text or "..." in text:
        text = _RANGE.sub("\u2013", text)
        return _DASHES_AND_DOTS.sub(lambda match: _SMART[match[0]], text)
    return text


def _context_of(token: Token) -> str:
    if token.type == "text":
        return token.content
    if token.type == "text_special":
        return "x" if STRAIGHT.search(token.content) else token.content
    if token.type in _LINE_END_TYPES or token.content.lower().startswith("<br"):
        return "\n"
    return "x" if token.type in _WORD_TYPES else ""
