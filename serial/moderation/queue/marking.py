"""Marks in the HTML of a comment what the checks found in its source.

A finding has places in the source that its commenter typed; readers see HTML, in which the marks
of Markdown are gone. The words of the HTML stand in the source in the same order, so each is looked
for from where the one before was found. Marks only ever enclose text: no tag is opened, closed or
changed, and no character reference is cut.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from serial.markup.allowed import INLINE_TAGS

Place = tuple[int, int]
# Of our own well-formed HTML, whose attribute values never contain ">".
_PART: Final = re.compile(r"<[^>]*>|[^<]+")
_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_UNIT: Final = re.compile(r"&#?[0-9A-Za-z]+;|.", re.DOTALL)
_WORD: Final = re.compile(r"\w+|\s+|[^\w\s]")
# The next space of the source, after marks such as the end of bold text.
_SPACE: Final = re.compile(r"[^\w\s]{0,8}(\s)")
_HREF: Final = re.compile(r'^<a\b[^>]* href="([^"]*)"')
# How far in the source the next word may be from the last one, in characters: the marks between
# words are shorter. It doubles with each word that is not found, such as after a long HTML comment.
_NEAR: Final = 60


@dataclass(frozen=True)
class _Text:
    """A piece of text between two tags: the HTML of each character, and where its source is.

    sources: for each character its offset in the source; -1 if it was not found there.
    """

    units: tuple[str, ...]
    sources: list[int]


def mark_places(html: str, source: str, places: Mapping[int, Sequence[Place]]) -> SafeString:
    """Returns sanitized HTML with <mark> around the places.

    places: for each finding's number, the (start, end) of its places in the source.
    """
    found = _Places(places)
    if not found:
        return SafeString(html)
    aligner, output = _Aligner(source), _Output()
    for part in _PART.findall(html):
        if part.startswith("<"):
            output.add_tag(part, found.at_link(aligner.skip_link(part)))
        elif part.isspace() and "\n" in part:
            # Between two blocks, where no mark may stand.
            output.parts.append(part)
        else:
            output.add_text(aligner.align(part), found)
    return SafeString(output.finish())


class _Places:
    """Which findings are at an offset of the source, looked up in a sorted list of changes."""

    def __init__(self, places: Mapping[int, Sequence[Place]]) -> None:
        changes: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for number, spans in places.items():
            for start, end in spans:
                if 0 <= start < end:
                    changes[start][number] += 1
                    changes[end][number] -= 1
        self.bounds = sorted(changes)
        self.numbers: list[tuple[int, ...]] = []
        running: Counter[int] = Counter()
        for bound in self.bounds:
            running.update(changes[bound])
            self.numbers.append(tuple(sorted(n for n, count in running.items() if count > 0)))

    def __bool__(self) -> bool:
        return bool(self.bounds)

    def at(self, offset: int) -> tuple[int, ...]:
        index = bisect_right(self.bounds, offset) - 1
        return self.numbers[index] if offset >= 0 and index >= 0 else ()

    def at_link(self, span: Place | None) -> tuple[int, ...]:
        """Returns the findings in the address of a link, which readers do not see."""
        if span is None:
            return ()
        start, end = span
        first, last = bisect_right(self.bounds, start) - 1, bisect_right(self.bounds, end - 1)
        within = (self.numbers[index] for index in range(max(first, 0), last))
        return tuple(sorted({number for numbers in within for number in numbers}))


class _Aligner:
    """Finds the words of the HTML in the source, in order."""

    def __init__(self, source: str) -> None:
        self.source, self.position, self.missed = source, 0, 0
        self.href = ""

    def align(self, text: str) -> _Text:
        units = tuple(_UNIT.findall(text))
        plain = "".join(unescape(unit)[:1] or " " for unit in units)
        sources = [-1] * len(units)
        for word in _WORD.finditer(plain):
            length = len(word[0])
            if word[0].isspace():
                sources[word.start() : word.end()] = [self._find_space()] * length
            elif (offset := self._find(word[0])) >= 0:
                sources[word.start() : word.end()] = range(offset, offset + length)
        return _Text(units, sources)

    def _find_space(self) -> int:
        space = _SPACE.match(self.source, self.position)
        return space.start(1) if space else -1

    def _find(self, word: str) -> int:
        reach = min(_NEAR << min(self.missed, 8), len(self.source))
        offset = self.source.find(word, self.position, self.position + reach + len(word))
        if offset < 0:
            self.missed += 1
            return -1
        self.missed, self.position = 0, offset + len(word)
        return offset

    def skip_link(self, tag: str) -> Place | None:
        """Goes past the address of a link that ends here, and returns where it is.

        None for other tags, and for an address that is itself what readers see.
        """
        if opening := _HREF.match(tag):
            self.href = unescape(opening[1])
            return None
        if tag != "</a>" or not self.href:
            return None
        href, self.href = self.href, ""
        start = self.source.find(href, self.position, self.position + _NEAR + len(href))
        if start < 0:
            return None
        self.position = start + len(href)
        return start, self.position


class _Output:
    """Writes the HTML. The number of a finding stands after its mark, but not inside a link."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.is_in_link = False
        self.waiting: list[int] = []
        # The findings of the text just written, whose numbers follow when they end.
        self.open_numbers: tuple[int, ...] = ()

    def add_tag(self, tag: str, link_numbers: tuple[int, ...]) -> None:
        if _NAME.match(tag)[1] not in INLINE_TAGS:  # type: ignore[index]
            self._close_numbers(())
        if tag.startswith("<a ") or tag == "</a>":
            self.is_in_link = tag != "</a>"
        self.parts.append(tag)
        if not self.is_in_link:
            self._write(*self.waiting, *link_numbers)
            self.waiting = []

    def add_text(self, text: _Text, places: _Places) -> None:
        for numbers, html in _runs(text, places, self.open_numbers):
            self._close_numbers(numbers)
            self.parts.append(f"<mark>{html}</mark>" if numbers else html)
            self.open_numbers = numbers

    def finish(self) -> str:
        self._close_numbers(())
        self._write(*self.waiting)
        return "".join(self.parts)

    def _close_numbers(self, following: tuple[int, ...]) -> None:
        ended = [number for number in self.open_numbers if number not in following]
        self.open_numbers = tuple(n for n in self.open_numbers if n in following)
        if self.is_in_link:
            self.waiting += ended
        else:
            self._write(*ended)

    def _write(self, *numbers: int) -> None:
        self.parts += map(_number_html, dict.fromkeys(numbers))


def _number_html(number: int) -> str:
    label = gettext("Finding %(number)d") % {"number": number}
    return format_html(
        '<a class="mark-number" href="#finding-{0}" aria-label="{1}">{0}</a>', number, label
    )


def _runs(
    text: _Text, places: _Places, before: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yields pieces of the text with the findings that all of its characters have.

    before: the findings of the text before it.
    """
    found = [places.at(source) for source in text.sources]
    _fill_gaps(found, text.sources, before)
    start = 0
    for index in range(1, len(found) + 1):
        if index == len(found) or found[index] != found[start]:
            yield found[start], "".join(text.units[start:index])
            start = index


def _fill_gaps(found: list[tuple[int, ...]], sources: list[int], before: tuple[int, ...]) -> None:
    """A space between two marked words belongs to the mark."""
    gap = 0
    for index, source in enumerate(sources):
        if source < 0:
            gap += 1
            continue
        if gap and (shared := tuple(n for n in found[index] if n in before)):
            found[index - gap : index] = [shared] * gap
        before, gap = found[index], 0
