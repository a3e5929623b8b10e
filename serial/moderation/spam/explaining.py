"""Which features of a comment weighed towards spam, in words, and where they are in its text."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.translation import gettext, ngettext

from serial.moderation.spam.features import (
    MAX_LINKS,
    MAX_STORIES,
    ScoredComment,
    feature_number,
    named_features,
)
from serial.moderation.spam.logistic import Weights
from serial.moderation.spam.words import find_words

# As many as fit into a finding.
MAX_NAMED = 5
MAX_PLACES = 30


def heaviest_features(weights: Weights, comment: ScoredComment) -> list[str]:
    """Returns the names of those that add most to the score, the heaviest first."""
    effects = {
        name: weights.of_feature.get(feature_number(name), 0.0) * value
        for name, value in named_features(comment).items()
    }
    heaviest = sorted((name for name in effects if effects[name] > 0), key=lambda n: -effects[n])
    return heaviest[:MAX_NAMED]


def places_of(names: Iterable[str], body: str) -> Sequence[tuple[int, int]]:
    """Returns where these words and two-grams are in the text, as (start, end), in order."""
    wanted = set(names)
    words = list(find_words(body))
    places = {(start, end) for word, start, end in words if f"word:{word}" in wanted}
    for (first, start, _end), (second, _start, end) in pairwise(words):
        if f"pair:{first} {second}" in wanted:
            places.add((start, end))
    return _without_overlaps(sorted(places))[:MAX_PLACES]


def _without_overlaps(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def describe(name: str) -> str:
    """Returns a feature's name in words."""
    kind, _colon, value = name.partition(":")
    match kind:
        case "link":
            return gettext("a link or email at %(host)s") % {"host": value}
        case "links":
            return _describe_links(int(value))
        case "stories":
            return _describe_stories(int(value))
        case "account":
            return _describe_account(value)
    if "0" in value:
        return gettext("“%(words)s” (0 is any digit)") % {"words": value}
    return gettext("“%(words)s”") % {"words": value}


def _describe_links(count: int) -> str:
    if not count:
        return gettext("no link")
    if count == MAX_LINKS:
        return gettext("%(n)d or more links") % {"n": count}
    return ngettext("%(n)d link", "%(n)d links", count) % {"n": count}


def _describe_stories(count: int) -> str:
    if count == MAX_STORIES:
        return gettext("the same text on %(n)d or more other stories") % {"n": count}
    return ngettext(
        "the same text on %(n)d other story", "the same text on %(n)d other stories", count
    ) % {"n": count}


def _describe_account(age: str) -> str:
    return {
        "guest": gettext("a guest"),
        "day": gettext("an account less than a day old"),
        "week": gettext("an account less than a week old"),
        "month": gettext("an account less than a month old"),
        "year": gettext("an account less than a year old"),
        "older": gettext("an account older than a year"),
    }[age]
