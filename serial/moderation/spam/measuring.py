"""Precision and recall of a spam score, measured on comments that it was not trained on.

The comments are split into FOLDS parts. For each part a score is trained on the others, and the
threshold is set on the scores of the others too; then it is measured on the part. So neither the
weights nor the threshold have seen a comment that they are measured on. And every decision counts,
which a small site needs: without a mistake, 125 comments called spam have a lower bound of 97 %.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple
from zlib import crc32

from serial.moderation.spam.logistic import Example, Weights, train

FOLDS = 5
# Of the comments that it calls spam, as many must be.
PRECISION_GOAL = 0.99
# Of the normal distribution, for an interval of 95 %.
Z = 1.959964


class Scored(NamedTuple):
    score: float
    is_spam: bool


@dataclass(frozen=True)
class Measures:
    """What became of the comments that were held out.

    flagged: how many the score called spam. found: how many of these were.
    """

    comments: int
    spam: int
    flagged: int
    found: int

    @property
    def precision(self) -> float:
        return self.found / self.flagged if self.flagged else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.spam if self.spam else 0.0

    @property
    def precision_bound(self) -> float:
        return wilson_lower_bound(self.found, self.flagged)

    def to_json(self) -> dict[str, int]:
        return asdict(self)


Train = Callable[[Sequence[Example]], Weights]


def wilson_lower_bound(successes: int, trials: int) -> float:
    """The lower end of Wilson's interval (1927) of a share; 0 if nothing was tried."""
    if not trials:
        return 0.0
    share, z2 = successes / trials, Z * Z
    centre = share + z2 / (2 * trials)
    spread = Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return (centre - spread) / (1 + z2 / trials)


def find_threshold(scored: Sequence[Scored], goal: float = PRECISION_GOAL) -> float | None:
    """Returns the lowest score from which on at least `goal` of the comments are spam, or None."""
    threshold, found = None, 0
    ranked = sorted(scored, reverse=True)
    for count, (score, is_spam) in enumerate(ranked, 1):
        found += is_spam
        is_last_of_score = count == len(ranked) or ranked[count].score != score
        if is_last_of_score and found >= goal * count:
            threshold = score
    return threshold


def score_held_out(
    examples: Sequence[Example], groups: Sequence[Hashable], train_on: Train = train
) -> list[list[Scored]]:
    """Returns for each part the scores of its comments, by weights trained on the other parts.

    Comments of the same group are in the same part.
    """
    parts: list[list[Example]] = [[] for _part in range(FOLDS)]
    for example, group in zip(examples, groups, strict=True):
        parts[crc32(repr(group).encode()) % FOLDS].append(example)
    scored = []
    for part in parts:
        weights = train_on([example for other in parts if other is not part for example in other])
        scored.append([Scored(weights.score(vector), is_spam) for vector, is_spam in part])
    return scored


def measure(scored: Sequence[Sequence[Scored]], goal: float = PRECISION_GOAL) -> Measures:
    """Counts over all parts, each at the threshold of the other parts."""
    flagged: list[Scored] = []
    for part in scored:
        others = [each for other in scored if other is not part for each in other]
        threshold = find_threshold(others, goal)
        if threshold is not None:
            flagged += (each for each in part if each.score >= threshold)
    everything = [each for part in scored for each in part]
    return Measures(
        comments=len(everything),
        spam=sum(each.is_spam for each in everything),
        flagged=len(flagged),
        found=sum(each.is_spam for each in flagged),
    )
