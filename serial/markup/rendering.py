"""Markdown as people write it into safe HTML, plain text and a number of words."""

from dataclasses import dataclass
from typing import Final

from serial.markup.limits import is_beyond_limits, plain_paragraphs
from serial.markup.options import Options
from serial.markup.plain_text import plain_text
from serial.markup.sanitizing.cleaning import clean_source, sanitize
from serial.markup.syntax.parsing import comment_parser, parser
from serial.markup.words import count_words

__all__ = ["RENDERER_VERSION", "Options", "Rendered", "render"]

# Raise this when the HTML that comes out changes: what is stored is then made again.
RENDERER_VERSION: Final = 2


@dataclass(frozen=True)
class Rendered:
    """html: well-formed, safe. text: paragraphs with a blank line between. words: see words.py."""

    html: str
    text: str
    words: int


def render(source: str, options: Options) -> Rendered:
    """Render any text whatever; never raises, in time that grows with the text's length."""
    html = sanitize(_to_html(clean_source(source), options), options).strip("\n")
    text = plain_text(html)
    return Rendered(html=html, text=text, words=count_words(text))


def _to_html(source: str, options: Options) -> str:
    if is_beyond_limits(source):
        return plain_paragraphs(source)
    try:
        md = comment_parser() if options.is_comment else parser()
        return str(md.render(source, {"options": options}))
    except RecursionError:
        # Nesting is capped, but how deep the caller already stands is not ours to know.
        return plain_paragraphs(source)
