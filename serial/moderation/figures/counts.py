"""The figures of a month or of several: numbers that can be added up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

# How long something took, in minutes, to two digits: how often. So a median of several months can
# be computed, and a month has a few hundred different ones at most.
Times = Counter[int]
# Who decided.
MODERATOR, CHECK, AUTHOR = "moderator", "check", "author"


@dataclass
class Counts:
    """The keys of the counters are joined by a space.

    reports: "reason outcome". decisions: "kind cause"; of sanctions, the sanction's kind.
    undone: of `decisions`, those of authors that were undone. appeals: by status.
    checks: "code outcome", of comments that a check held or rejected.
    """

    comments: int = 0
    reports: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    undone: Counter[str] = field(default_factory=Counter)
    appeals: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    waiting: Times = field(default_factory=Counter)
    answering: Times = field(default_factory=Counter)

    def to_json(self) -> dict[str, object]:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value if name == "comments" else dict(value) for name, value in values.items()
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Counts":
        counts = cls(comments=content.get("comments", 0))
        for name in ("reports", "decisions", "undone", "appeals", "checks"):
            getattr(counts, name).update(content.get(name, {}))
        for name in ("waiting", "answering"):
            times = {int(minutes): n for minutes, n in content.get(name, {}).items()}
            getattr(counts, name).update(times)
        return counts

    def keep_deleted(self, before: "Counts") -> None:
        """Keeps what was counted before and is deleted since: these figures only grow otherwise."""
        self.comments = max(self.comments, before.comments)
        for name in ("decisions", "undone"):
            counts, former = getattr(self, name), getattr(before, name)
            kept = {key: n for key, n in former.items() if key.endswith(f" {AUTHOR}")}
            # The greater of both numbers.
            counts |= Counter(kept)
            setattr(self, name, counts)

    def in_force(self, key: str) -> int:
        """Of the decisions of this kind and cause, those that were not undone."""
        return self.decisions[key] - self.undone[key]

    def add(self, other: "Counts") -> None:
        self.comments += other.comments
        for each in fields(self)[1:]:
            getattr(self, each.name).update(getattr(other, each.name))


def total(months: Iterable[Counts]) -> Counts:
    counts = Counts()
    for month in months:
        counts.add(month)
    return counts


def round_minutes(seconds: float) -> int:
    """Returns minutes of two digits, at least 1: 1, 12, 130, 1400."""
    minutes = max(1, round(seconds / 60))
    return int(float(f"{minutes:.1e}"))


def median(times: Times) -> int | None:
    """In minutes; of an even number the lower of both in the middle. None if there are none."""
    middle = (times.total() + 1) // 2
    for minutes in sorted(times):
        middle -= times[minutes]
        if middle <= 0:
            return minutes
    return None
