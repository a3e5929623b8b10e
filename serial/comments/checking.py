"""Screens: functions that look at a new comment and say what they would have done with it.

The setting COMMENT_CHECKS lists them as dotted paths. All of them run, each of their findings
is stored, and the strictest verdict counts.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.choices import State, Verdict
from serial.comments.models import CheckFinding, Comment
from serial.comments.policy import CommentPolicy

logger = logging.getLogger(__name__)

STATE_OF_VERDICT = {
    Verdict.PUBLISH: State.PUBLISHED,
    Verdict.HOLD: State.HELD,
    Verdict.REJECT: State.REJECTED,
}


@dataclass(frozen=True, kw_only=True)
class CheckedComment:
    """A comment before it is stored, and what is known of how it came.

    seconds: how long its form was open; None where that cannot be told.
    trap: what stands in the field that no person sees.
    """

    comment: Comment
    user: User | None
    rules: CommentPolicy
    is_newcomer: bool
    is_author: bool
    seconds: float | None
    honeypot: str = ""


@dataclass(frozen=True)
class Finding:
    """code: the finding's own name. said: the same for its writer and whoever decides."""

    code: str
    verdict: Verdict
    message: str


Check = Callable[[CheckedComment], Finding | None]


def run_checks(candidate: CheckedComment) -> list[Finding]:
    """What all screens found; one that fails has the comment held, and is not the last to run."""
    found = []
    for path in settings.COMMENT_CHECKS:
        try:
            finding = _load_check(path)(candidate)
        except Exception:
            logger.exception("The screen %s failed.", path)
            finding = Finding("screen-failed", Verdict.HOLD, gettext("A check could not be made."))
        if finding is not None:
            found.append(finding)
    return found


def state_after(findings: list[Finding]) -> State:
    return STATE_OF_VERDICT[max((each.verdict for each in findings), default=Verdict.PUBLISH)]


def store_findings(comment: Comment, findings: list[Finding]) -> None:
    CheckFinding.objects.bulk_create(
        CheckFinding(
            comment=comment, code=each.code, verdict=each.verdict, message=each.message[:300]
        )
        for each in findings
    )


@lru_cache(maxsize=32)
def _load_check(path: str) -> Check:
    found: Check = import_string(path)
    return found
