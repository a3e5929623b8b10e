"""Finds the rules of word lists in a text: a tree of words, looked up, no regular expression.

The words of a text, with all their readings, are first looked up as one set.
Measured with 10,000 rules on 10,000 characters: docs/performance.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Generic, TypeVar

from serial.moderation.word_lists.patterns import Pattern, parse_rule
from serial.moderation.word_lists.splitting import (
    Candidates,
    PastWords,
    RunWords,
    Words,
    find_runs,
)
from serial.moderation.word_lists.wildcards import Wildcards

Key = TypeVar("Key")

# A text of nothing but matches is as clear with so many.
MAX_MATCHES = 50


@dataclass(frozen=True)
class Match(Generic[Key]):
    """key: what the rule was added with. start, end: in characters of the text."""

    key: Key
    start: int
    end: int


class _Node(Generic[Key]):
    """Where the words read so far lead: to whole rules, and on by the next word."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.exact: dict[str, _Node[Key]] = {}
        self.any_word: _Node[Key] | None = None
        self.by_parts: dict[tuple[str, ...], _Node[Key]] = {}
        self.wildcards: Wildcards[_Node[Key]] = Wildcards()

    def child(self, pattern: Pattern) -> "_Node[Key]":
        """Returns the node behind this pattern; makes it if there is none."""
        if pattern.is_exact():
            return self.exact.setdefault(pattern.parts[0], _Node())
        if pattern.is_any_word():
            self.any_word = self.any_word or _Node()
            return self.any_word
        if pattern.parts not in self.by_parts:
            self.by_parts[pattern.parts] = _Node()
            self.wildcards.add(pattern.parts, self.by_parts[pattern.parts])
        return self.by_parts[pattern.parts]

    def may_follow(self, candidates: Candidates) -> set[str]:
        """Returns the words by which something may follow. By all others, nothing does."""
        words, with_signs = candidates.words, candidates.with_signs
        if self.any_word:
            return words | with_signs
        found = (words & self._exact_words) | (with_signs & self._exact_words)
        return found | self.wildcards.may_match(words, with_signs) if self.by_parts else found

    @cached_property
    def _exact_words(self) -> frozenset[str]:
        """Two sets are compared three times as quickly as a set and a dictionary."""
        return frozenset(self.exact)

    def following(self, word: str) -> "list[_Node[Key]]":
        exact = self.exact.get(word)
        nodes = [exact] if exact else []
        if self.by_parts:
            nodes.extend(self.wildcards.matching(word))
        if self.any_word:
            nodes.append(self.any_word)
        return nodes


class Matcher(Generic[Key]):
    """The rules of word lists, each with the key that its matches have."""

    def __init__(self, rules: Iterable[tuple[str, Key]]) -> None:
        """Raises InvalidRule."""
        # By how many words with any letters they begin with. Every word of a text could be such a
        # word: these rules are found by what follows.
        self._roots: dict[int, _Node[Key]] = {}
        for rule, key in rules:
            patterns = parse_rule(rule)
            # No rule has such words only.
            skipped = next(n for n, each in enumerate(patterns) if not each.is_any_word())
            node = self._roots.setdefault(skipped, _Node())
            for pattern in patterns[skipped:]:
                node = node.child(pattern)
            node.keys.append(key)

    def find(self, text: str) -> list[Match[Key]]:
        """Returns the matches in the order of the text, at most MAX_MATCHES."""
        # A word with stars may match by two of its readings.
        found = dict.fromkeys(islice(self._matches(text), MAX_MATCHES))
        return sorted(found, key=lambda match: match.start)

    def _matches(self, text: str) -> Iterator[Match[Key]]:
        candidates = Candidates(text)
        # Nearly all words of nearly all texts begin no rule: only the others are looked at closely.
        words_that_begin = set().union(
            *(root.may_follow(candidates) for root in self._roots.values())
        )
        likely = candidates.runs_with(words_that_begin)
        # A comment repeats its words, and each is looked up once.
        known: dict[str, list[_Starting[Key]]] = {}
        past = PastWords(text)
        for run, start in find_runs(text, likely) if likely else ():
            starting = known.get(run)
            if starting is None:
                starting = known[run] = list(self._starting_in(run))
            words = Words(text, start)
            for number, count, skipped, node in starting:
                is_first = not skipped and words.has(number)
                begin = words.starts[number] if is_first else past.start_of(start, number - skipped)
                if begin is not None:
                    yield from _matches_from(node, words, begin, number + count)

    def _starting_in(self, run: str) -> "Iterator[_Starting[Key]]":
        words = RunWords.split(run)
        for number, folded in enumerate(words.folded):
            readings = [(folded, 1), *words.others.get(number, ())]
            for (word, count), (skipped, root) in product(readings, self._roots.items()):
                for node in root.following(word):
                    yield number, count, skipped, node


# The number of a word of a run, how many words are read from it on, how many before it the rule
# begins, and where the words that were read lead.
_Starting = tuple[int, int, int, _Node[Key]]


def _matches_from(node: "_Node[Key]", words: Words, begin: int, end: int) -> "Iterator[Match[Key]]":
    """Yields the rules that begin at this place, of which this node has read up to word `end`."""
    for key in node.keys if words.has(end - 1) else ():
        yield Match(key, begin, words.ends[end - 1])
    if not (node.exact or node.by_parts or node.any_word) or not words.has(end):
        return
    for child in node.following(words.folded[end]):
        yield from _matches_from(child, words, begin, end + 1)
    for child, other_end in _by_other_readings(node, words, end):
        yield from _matches_from(child, words, begin, other_end)


def _by_other_readings(
    node: "_Node[Key]", words: Words, number: int
) -> "Iterator[tuple[_Node[Key], int]]":
    for word, count in words.others.get(number, ()):
        for child in node.following(word):
            if child is not node.any_word:
                yield child, number + count
