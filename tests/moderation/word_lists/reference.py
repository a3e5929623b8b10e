"""A slow matcher to compare with: every rule is tried at every word of the text."""

import re
from functools import cache

from serial.moderation.word_lists.folding import fold, readings_of
from serial.moderation.word_lists.patterns import Pattern, parse_rule
from serial.moderation.word_lists.splitting import find_all_runs


def matches_word(pattern: Pattern, word: str) -> bool:
    """Whether a word is the parts of a pattern, with any letters in place of the stars."""
    if pattern.is_exact():
        return word == pattern.parts[0]
    first, *rest = pattern.parts
    return word.startswith(first) and _rest_matches(tuple(rest), word[len(first) :])


@cache
def _rest_matches(parts: tuple[str, ...], rest: str) -> bool:
    part, *others = parts
    if not others:
        return rest.endswith(part)
    return any(
        rest.startswith(part, start) and _rest_matches(tuple(others), rest[start + len(part) :])
        for start in range(len(rest) + 1)
    )


class Words:
    """The words of a text, one after the other: folded, their places, and their other readings.

    others: by the number of a word, (folded word, number of words that it takes).
    """

    def __init__(self, text: str) -> None:
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.others: dict[int, list[tuple[str, int]]] = {}
        for run, start in find_all_runs(text):
            self._add_run(run, start)

    def _add_run(self, run: str, start: int) -> None:
        first = len(self.folded)
        for part in re.finditer(r"[^!$@|]+", run):
            if folded := fold(part[0]):
                number = len(self.folded)
                self.folded.append(folded)
                self.starts.append(start + part.start())
                self.ends.append(start + part.end())
                self._add_others(number, part[0])
        if re.search(r"[!$@|]", run) and first < len(self.folded):
            self._add_others(first, run.strip("!|"))

    def _add_others(self, number: int, word: str) -> None:
        count = len(self.folded) - number
        others = [(reading, count) for reading in readings_of(word)]
        self.others[number] = [*self.others.get(number, []), *others]


def find_slowly(rules: list[str], text: str) -> set[tuple[str, int, int]]:
    """Returns (rule, start, end) of every match."""
    words = Words(text)
    return {
        (rule, words.starts[number], words.ends[end - 1])
        for rule in rules
        for number in range(len(words.folded))
        for end in _ends(parse_rule(rule), words, number)
    }


def _ends(patterns: tuple[Pattern, ...], words: Words, number: int) -> set[int]:
    """Returns before which words the patterns can end that start at this one."""
    if not patterns:
        return {number}
    if number >= len(words.folded):
        return set()
    readings = [(words.folded[number], 1)]
    if not patterns[0].is_any_word():
        readings += words.others.get(number, [])
    return {
        end
        for word, count in readings
        if matches_word(patterns[0], word)
        for end in _ends(patterns[1:], words, number + count)
    }
