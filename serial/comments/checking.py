"""Runs the checks of a new comment.

The setting COMMENT_CHECKS lists them as dotted paths. All of them run, each finding is stored,
and the strictest verdict sets the comment's state.
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
from serial.comments.models.check_finding import MESSAGE_MAX_LENGTH
from serial.comments.policy import CommentPolicy

logger = logging.getLogger(__name__)

STATE_OF_VERDICT = {
    Verdict.PUBLISH: State.PUBLISHED,
    Verdict.HOLD: State.HELD,
    Verdict.REJECT: State.REJECTED,
}


@dataclass(frozen=True, kw_only=True)
class CheckedComment:
    """A comment that is not stored yet, and how it was submitted.

    seconds: how long the form was open; None if unknown.
    honeypot: the value of a form field that people cannot see.
    """

    comment: Comment
    user: User | None
    policy: CommentPolicy
    is_newcomer: bool
    is_author: bool
    seconds: float | None
    honeypot: str = ""


@dataclass(frozen=True)
class Finding:
    """What a check found. `message` is shown to the commenter, the authors and moderators."""

    code: str
    verdict: Verdict
    message: str


Check = Callable[[CheckedComment], Finding | None]


def run_checks(checked: CheckedComment) -> list[Finding]:
    """Runs all checks. A check that raises holds the comment, and the others still run."""
    findings = []
    for path in settings.COMMENT_CHECKS:
        try:
            finding = _load_check(path)(checked)
        except Exception:
            logger.exception("The comment check %s failed.", path)
            message = gettext(
                "An automatic check could not run. The comment is reviewed before it is published."
            )
            finding = Finding("check-failed", Verdict.HOLD, message)
        if finding is not None:
            findings.append(finding)
    return findings


def state_after(findings: list[Finding]) -> State:
    verdicts = (finding.verdict for finding in findings)
    return STATE_OF_VERDICT[max(verdicts, default=Verdict.PUBLISH)]


def store_findings(comment: Comment, findings: list[Finding]) -> None:
    CheckFinding.objects.bulk_create(
        CheckFinding(
            comment=comment,
            code=finding.code,
            verdict=finding.verdict,
            message=finding.message[:MESSAGE_MAX_LENGTH],
        )
        for finding in findings
    )


@lru_cache(maxsize=32)
def _load_check(path: str) -> Check:
    check: Check = import_string(path)
    return check
