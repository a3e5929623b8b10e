"""What a conversion kept: counts before and after, and what was left out."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Counts:
    """words as words.py counts them; italic, bold, underline, strike: runs of text.

    breaks: scene breaks. centred, right: paragraphs.
    """

    words: int = 0
    italic: int = 0
    bold: int = 0
    underline: int = 0
    strike: int = 0
    breaks: int = 0
    centred: int = 0
    right: int = 0
    links: int = 0
    notes: int = 0
    pictures: int = 0
    tables: int = 0


@dataclass(frozen=True, kw_only=True)
class Report:
    """source: counts of the HTML, as it was understood.

    result: counts of the Markdown as it will be rendered; None for a text of more than a chapter.
    pictures: the description or file name of each picture that was left out.
    unknown: the names of elements and styles that were left out.
    blank_breaks: how many scene breaks were only empty paragraphs.
    has_underlines: underlined text became italic.
    has_tracked_changes: a word processor's marks of inserted and deleted text were in it.
    """

    source: Counts
    result: Counts | None
    pictures: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    blank_breaks: int = 0
    has_underlines: bool = False
    has_tracked_changes: bool = False
