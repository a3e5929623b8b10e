"""Tries check settings that are not saved on the last comments: what they would have held."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.comments.checks import Check, CheckedComment, Finding
from serial.comments.choices import State, Verdict
from serial.comments.models import Comment, CommentAction
from serial.moderation.check_settings.content import Content
from serial.moderation.check_settings.reading import SHARED as SETTINGS
from serial.moderation.checks.repeated_text import SHARED as USES
from serial.moderation.trials.recent_comments import load_recent_comments, uses_among

# In CPU seconds; then a trial has seen enough comments. A thousand of 500 characters take 0.2 to
# 0.7, those of the greatest length with a list of 10,000 rules up to 8.
MAX_SECONDS = 3.0


class Fate(models.TextChoices):
    """What became of a comment that the settings would have held."""

    APPROVED = "approved", _("Moderators approved")
    PUBLISHED = "published", _("Published without a decision")
    HELD = "held", _("Still held")
    REJECTED = "rejected", _("Moderators rejected or hid")


@dataclass(frozen=True)
class Hit:
    """position: among the comments that were tried, the oldest is 0. is_new: not held so far."""

    comment: Comment
    position: int
    places: tuple[tuple[int, int], ...]
    fate: Fate
    is_new: bool


@dataclass(frozen=True)
class Trial:
    """tried: how many comments. lost: those that are held so far and would no longer be."""

    tried: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    hits: Sequence[Hit] = field(default_factory=list)
    lost: int = 0

    def of_fate(self, fate: Fate) -> list[Hit]:
        return [hit for hit in self.hits if hit.fate == fate]

    def new(self) -> list[Hit]:
        return [hit for hit in self.hits if hit.is_new]


@dataclass(frozen=True)
class TriedCheck:
    """code: of the findings that count; None for all. counts_log: also those that hold nothing."""

    check: Check
    code: str | None = None
    counts_log: bool = False

    def findings(self, checked: CheckedComment) -> list[Finding]:
        found = self.check(checked)
        found = [found] if isinstance(found, Finding) else list(found or ())
        return [
            each
            for each in found
            if self.code in (None, each.code)
            and (self.counts_log or each.verdict > Verdict.PUBLISH)
        ]


def try_settings(draft: Content, current: Content, checks: Sequence[TriedCheck]) -> Trial:
    """Runs the checks on the last comments, with both settings. Nothing is stored."""
    recent = load_recent_comments()
    find_uses = uses_among(recent.comments)
    # The matchers are made before the time counts.
    draft.matcher, current.matcher  # noqa: B018
    end = time.thread_time() + MAX_SECONDS
    found: dict[int, list[Finding]] = {}
    held_so_far: set[int] = set()
    tried: list[Comment] = []
    for checked in reversed(list(recent.checked())):
        if time.thread_time() > end:
            break
        tried.append(checked.comment)
        checked.shared[USES] = find_uses
        if findings := _run(checks, checked, draft):
            found[checked.comment.pk] = findings
        if _run(checks, checked, current):
            held_so_far.add(checked.comment.pk)
    tried.reverse()
    return _make_trial(tried, found, held_so_far)


def _run(checks: Iterable[TriedCheck], checked: CheckedComment, content: Content) -> list[Finding]:
    checked.shared[SETTINGS] = content
    return [finding for each in checks for finding in each.findings(checked)]


def _make_trial(
    tried: list[Comment], found: dict[int, list[Finding]], held_so_far: set[int]
) -> Trial:
    approved = _approved_by_people(found)
    hits = [
        Hit(
            comment,
            position,
            tuple(place for finding in found[comment.pk] for place in finding.places),
            _fate(comment, approved),
            comment.pk not in held_so_far,
        )
        for position, comment in enumerate(tried)
        if comment.pk in found
    ]
    return Trial(
        tried=len(tried),
        first_at=tried[0].posted_at if tried else None,
        last_at=tried[-1].posted_at if tried else None,
        hits=hits,
        lost=len(held_so_far - found.keys()),
    )


def _approved_by_people(pks: Iterable[int]) -> set[int]:
    actions = CommentAction.objects.by_others().filter(
        comment__in=list(pks),
        kind=CommentAction.Kind.STATE,
        after={"state": State.PUBLISHED.value},
        by__isnull=False,
    )
    return set(actions.values_list("comment", flat=True))


def _fate(comment: Comment, approved: set[int]) -> Fate:
    if comment.state == State.HELD:
        return Fate.HELD
    if comment.state != State.PUBLISHED:
        return Fate.REJECTED
    return Fate.APPROVED if comment.pk in approved else Fate.PUBLISHED
