"""The parser: CommonMark with what fiction needs, made once."""

from functools import cache

from markdown_it import MarkdownIt


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"breaks": True})
