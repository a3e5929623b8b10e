"""What the spam score sees of a comment: words, two-grams, links, account age, repetition.

The names of features are text such as "word:portfolio"; their hashes are the numbers that weights
are stored under. Increase FEATURES_VERSION with every change here: older weights are not used then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from zlib import crc32

from serial.moderation.spam.logistic import FEATURE_COUNT, Vector, make_vector
from serial.moderation.spam.words import find_hosts, split_words

FEATURES_VERSION = 1

# Upper ends of the age of an account, and the names of the features.
ACCOUNT_AGES = (
    (timedelta(days=1), "day"),
    (timedelta(days=7), "week"),
    (timedelta(days=30), "month"),
    (timedelta(days=365), "year"),
    (timedelta.max, "older"),
)
MAX_LINKS = 3
MAX_STORIES = 4
# Beside the words, whose squares add up to 1. On the written corpus 0.3 to 0.8 are alike.
SIDE_VALUE = 0.4


@dataclass(frozen=True, kw_only=True)
class ScoredComment:
    """What is known of a comment when it is posted.

    account_age: None for guests, and for members whose account was erased.
    other_stories: how many other stories have the same text.
    """

    body: str
    is_guest: bool
    account_age: timedelta | None = None
    other_stories: int = 0


def feature_number(name: str) -> int:
    return crc32(name.encode()) % FEATURE_COUNT


def named_features(comment: ScoredComment) -> Mapping[str, float]:
    """Returns the value of each feature by its name."""
    names = _names_in_text(comment.body)
    value = len(names) ** -0.5 if names else 0.0
    return dict.fromkeys(names, value) | dict.fromkeys(_names_beside_text(comment), SIDE_VALUE)


def vector_of(comment: ScoredComment) -> Vector:
    values: dict[int, float] = {}
    for name, value in named_features(comment).items():
        number = feature_number(name)
        values[number] = values.get(number, 0.0) + value
    return make_vector(values)


def _names_in_text(body: str) -> Mapping[str, None]:
    """Returns each name once, in the same order in every process, which a set does not keep."""
    words = split_words(body)
    names = dict.fromkeys([f"word:{word}" for word in words])
    names.update(dict.fromkeys([f"pair:{first} {second}" for first, second in pairwise(words)]))
    return names


def _names_beside_text(comment: ScoredComment) -> Iterator[str]:
    hosts = find_hosts(comment.body)
    for host in hosts:
        yield f"link:{host}"
    yield f"links:{min(len(hosts), MAX_LINKS)}"
    if comment.is_guest:
        yield "account:guest"
    elif comment.account_age is not None:
        age = comment.account_age
        yield f"account:{next(name for end, name in ACCOUNT_AGES if age <= end)}"
    if comment.other_stories:
        yield f"stories:{min(comment.other_stories, MAX_STORIES)}"
