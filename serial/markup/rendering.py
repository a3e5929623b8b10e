"""Renders Markdown as safe HTML and plain text, and counts its words."""

from dataclasses import dataclass
from typing import Final

from serial.markup.limits import is_too_long, plain_paragraphs
from serial.markup.options import Options
from serial.markup.plain_text import plain_text
from serial.markup.sanitizing.characters import clean_source
from serial.markup.sanitizing.cleaning import sanitize
from serial.markup.syntax.parsing import comment_parser, full_parser
from serial.markup.words import count_words

__all__ = ["RENDERER_VERSION", "Options", "Rendered", "render"]

# Increase this when the resulting HTML changes: stored HTML is then rendered again.
RENDERER_VERSION: Final = 3


@dataclass(frozen=True)
class Rendered:
    """The result of render().

    html: well-formed and safe.
    text: plain text; see plain_text.py.
    words: the number of words; see words.py.
    """

    html: str
    text: str
    words: int


def render(source: str, options: Options) -> Rendered:
    """Renders any text. Never raises; takes time in proportion to the length of the text."""
    html = sanitize(_to_html(clean_source(source), options), options).strip("\n")
    text = plain_text(html)
    return Rendered(html=html, text=text, words=count_words(text))


def _to_html(source: str, options: Options) -> str:
    if is_too_long(source):
        return plain_paragraphs(source)
    try:
        md = comment_parser() if options.is_comment else full_parser()
        return str(md.render(source, {"options": options}))
    except RecursionError:
        # Nesting is limited, but the caller may already be deep in the stack.
        return plain_paragraphs(source)
