"""The parser: CommonMark with what fiction needs, made once."""

from functools import cache

from markdown_it import MarkdownIt

from serial.markup.syntax.containers import comment_containers, containers
from serial.markup.syntax.footnotes import footnotes
from serial.markup.syntax.headings import headings
from serial.markup.syntax.inlines import inlines
from serial.markup.syntax.link_definitions import references
from serial.markup.syntax.mentions import mentions
from serial.markup.syntax.nesting import cap_nesting
from serial.markup.syntax.punctuation import smart_punctuation
from serial.markup.syntax.raw_html import raw_html
from serial.markup.syntax.scene_breaks import scene_breaks
from serial.markup.syntax.tables import tables


@cache
def parser() -> MarkdownIt:
    """Give render() an environment with "options"; the parser keeps nothing between texts."""
    md = MarkdownIt("commonmark", {"breaks": True, "maxNesting": 100})
    # Writers begin a paragraph with spaces or a tab, and never mean code by it.
    md.disable("code").enable("strikethrough")
    # Whatever an address is, it is a link here; the sanitiser decides, for raw HTML as well.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    # Those that are put "after block" last run first.
    for extend in (inlines, footnotes, containers, scene_breaks, headings, tables):
        extend(md)
    raw_html(md)
    references(md)
    smart_punctuation(md)
    cap_nesting(md)
    return md


# What a comment has no use for. Its marks stay as they were typed, raw HTML as well.
_NOT_IN_COMMENTS = ["heading", "lheading", "hr", "html_block", "html_inline", "image"]


@cache
def comment_parser() -> MarkdownIt:
    """For what readers say: the same words, without what only a story needs."""
    md = MarkdownIt("commonmark", {"breaks": True, "maxNesting": 100})
    md.disable(["code", *_NOT_IN_COMMENTS]).enable("strikethrough")
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    for extend in (inlines, comment_containers, mentions, references, cap_nesting):
        extend(md)
    return md
