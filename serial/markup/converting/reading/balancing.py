"""Limits the nesting of very large HTML before it is parsed.

Every element is closed at the end of its parent, and an end tag without a start tag goes. Bold,
italic and the like that end too early are opened again, as a browser does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

# Browsers nest at most 512 elements, so no clipboard has more.
MAX_DEPTH: Final = 200
_MAX_REOPENED: Final = 4
_FORMATTING: Final = frozenset({"b", "em", "font", "i", "s", "small", "strike", "strong", "u"})
# A second one closes the first; authors of old pages left out their end tags.
_CLOSED_BY_ITSELF: Final = frozenset({"dd", "dt", "li", "option", "p", "td", "th", "tr"})

# (nesting, name, text): 1 for a start tag, -1 for an end tag, 0 for void elements and text.
Part = tuple[int, str, str]


class Balancer:
    def __init__(self) -> None:
        self.open_parts: list[tuple[str, str]] = []
        self.open_counts: Counter[str] = Counter()

    def balance(self, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            nesting, name, _text = part
            if nesting > 0:
                yield from self._open(part)
            elif nesting < 0:
                yield from self._close(name)
            else:
                yield part
        while self.open_parts:
            yield self._close_last()

    def _open(self, part: Part) -> Iterator[Part]:
        _nesting, name, text = part
        if name in _CLOSED_BY_ITSELF and self.open_parts and self.open_parts[-1][0] == name:
            yield self._close_last()
        if len(self.open_parts) < MAX_DEPTH:
            self.open_parts.append((name, text))
            self.open_counts[name] += 1
            yield part

    def _close(self, name: str) -> Iterator[Part]:
        if not self.open_counts[name]:
            return
        ended: list[tuple[str, str]] = []
        while self.open_parts[-1][0] != name:
            ended.append(self.open_parts[-1])
            yield self._close_last()
        yield self._close_last()
        if name in _FORMATTING:
            formatting = [part for part in reversed(ended) if part[0] in _FORMATTING]
            for ended_name, text in formatting[-_MAX_REOPENED:]:
                yield from self._open((1, ended_name, text))

    def _close_last(self) -> Part:
        name, _text = self.open_parts.pop()
        self.open_counts[name] -= 1
        return -1, name, f"</{name}>"
