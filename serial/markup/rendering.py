"""Renders Markdown as safe HTML and plain text, and counts its words."""

from dataclasses import dataclass
from typing import Final

from serial.markup.directions import mark_directions
from serial.markup.limits import plain_paragraphs
from serial.markup.options import Options
from serial.markup.plain_text import plain_text
from serial.markup.sanitizing.characters import clean_source
from serial.markup.sanitizing.cleaning import sanitize
from serial.markup.syntax.parsing import render_unsafe
from serial.markup.words import count_words

__all__ = ["RENDERER_VERSION", "Options", "Rendered", "render"]

# Increase this when the resulting HTML changes: stored HTML is then rendered again.
RENDERER_VERSION: Final = 8


@dataclass(frozen=True)
class Rendered:
    """The result of render().

    html: well-formed and safe.
    text: plain text; see plain_text.py.
    words: the number of words; see words.py.
    is_formatted: False if the text is beyond a limit (limits.py): its markup stays as typed.
    """

    html: str
    text: str
    words: int
    is_formatted: bool = True


def render(source: str, options: Options) -> Rendered:
    """Renders any text. Never raises; takes time in proportion to the length of the text."""
    source = clean_source(source)
    unsafe = render_unsafe(source, options)
    is_formatted = unsafe is not None
    html = sanitize(plain_paragraphs(source) if unsafe is None else unsafe, options).strip("\n")
    html = mark_directions(html)
    text = plain_text(html)
    return Rendered(html=html, text=text, words=count_words(text), is_formatted=is_formatted)
