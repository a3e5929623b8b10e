"""Finds the rules of word lists in a text: a tree of words, each looked up, no regular expression.

Measured with 10,000 rules on 10,000 characters: docs/performance.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from serial.moderation.word_lists.patterns import Pattern, parse_rule
from serial.moderation.word_lists.splitting import Words, split_words
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
        self._root: _Node[Key] = _Node()
        for rule, key in rules:
            node = self._root
            for pattern in parse_rule(rule):
                node = node.child(pattern)
            node.keys.append(key)

    def find(self, text: str) -> list[Match[Key]]:
        """Returns the matches in the order of the text, at most MAX_MATCHES."""
        words = split_words(text)
        # A word with stars may match by two of its readings.
        return list(dict.fromkeys(islice(self._matches(words), MAX_MATCHES)))

    def _matches(self, words: Words) -> Iterator[Match[Key]]:
        # A comment repeats its words, and each is looked up once.
        known: dict[str, list[_Node[Key]]] = {}
        for number, folded in enumerate(words.folded):
            others = words.others.get(number, ())
            for word, count in ((folded, 1), *others) if others else ((folded, 1),):
                nodes = known.get(word)
                if nodes is None:
                    nodes = known[word] = self._root.following(word)
                for node in nodes:
                    if word is folded or node is not self._root.any_word:
                        yield from _matches_from(node, words, number, number + count)


def _matches_from(node: "_Node[Key]", words: Words, first: int, end: int) -> "Iterator[Match[Key]]":
    """Yields the rules that begin at word `first`, of which this node has read up to `end`."""
    for key in node.keys:
        yield Match(key, words.starts[first], words.ends[end - 1])
    if end == len(words.folded) or not (node.exact or node.by_parts or node.any_word):
        return
    for child in node.following(words.folded[end]):
        yield from _matches_from(child, words, first, end + 1)
    for child, other_end in _by_other_readings(node, words, end):
        yield from _matches_from(child, words, first, other_end)


def _by_other_readings(
    node: "_Node[Key]", words: Words, number: int
) -> "Iterator[tuple[_Node[Key], int]]":
    for word, count in words.others.get(number, ()):
        for child in node.following(word):
            if child is not node.any_word:
                yield child, number + count
