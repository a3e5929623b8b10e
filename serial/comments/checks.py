"""The checks of new comments. They hold comments; only people reject them.

The setting COMMENT_CHECKS lists them as dotted paths; an operator may add others. All of them
run, each finding is stored, and the strictest verdict sets the comment's state.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.choices import Premoderation, State, Verdict
from serial.comments.models import CheckFinding, Comment
from serial.comments.models.check_finding import MESSAGE_MAX_LENGTH
from serial.comments.permissions import PostingRefused
from serial.comments.policy import CommentPolicy
from serial.web.public_forms.spam import LINK, is_too_fast, repeats_itself

logger = logging.getLogger(__name__)

# In characters. Genuine first comments are shorter; others may use the full length.
NEWCOMER_MAX_LENGTH = 5_000
# Shorter comments, such as thanks and hearts, may be repeated.
REPEATED_MIN_LENGTH = 80
LOOKBACK = timedelta(days=1)

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
    """What a check found. `message` is shown to the commenter, the authors and moderators.

    places: where in the comment's text, as (start, end) in characters.
    """

    code: str
    verdict: Verdict
    message: str
    places: tuple[tuple[int, int], ...] = ()


Check = Callable[[CheckedComment], Finding | None]


def run_checks(checked: CheckedComment) -> list[Finding]:
    """Runs all checks. A check that raises holds the comment, and the others still run.

    A check may raise PostingRefused: then the comment is not stored, and the form has its text.
    """
    findings = []
    for path in settings.COMMENT_CHECKS:
        try:
            finding = _load_check(path)(checked)
        except PostingRefused:
            raise
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
            places=finding.places,
            revision=comment.edit_count,
        )
        for finding in findings
    )


def premoderation(checked: CheckedComment) -> Finding | None:
    """Holds the comments that need approval by the settings of the story or chapter."""
    setting = checked.policy.premoderation
    if checked.is_author or setting == Premoderation.NOBODY:
        return None
    if setting == Premoderation.EVERYONE:
        message = gettext("The author approves all comments before they are published.")
        return _hold("premoderated", message)
    if checked.user is None:
        message = gettext("The author approves guest comments before they are published.")
        return _hold("guest", message)
    return None


def long_comment(checked: CheckedComment) -> Finding | None:
    if checked.is_newcomer and len(checked.comment.body) > NEWCOMER_MAX_LENGTH:
        message = gettext("Long comments by newcomers are reviewed before they are published.")
        return _hold("long", message)
    return None


def newcomer_links(checked: CheckedComment) -> Finding | None:
    if checked.is_newcomer and LINK.search(checked.comment.body):
        message = gettext(
            "Comments by newcomers that contain links are reviewed before they are published."
        )
        return _hold("links", message)
    return None


def repeated_text(checked: CheckedComment) -> Finding | None:
    """Holds one word or character over and over, and a text this commenter posted before today."""
    comment = checked.comment
    if repeats_itself(comment.body) or _was_posted_before(comment):
        message = gettext(
            "Comments that repeat the same text are reviewed before they are published."
        )
        return _hold("repeated", message)
    return None


def too_fast(checked: CheckedComment) -> Finding | None:
    """Holds what only scripts do: filling in a form at once, or a field that people cannot see."""
    if checked.honeypot:
        return _hold(
            "honeypot",
            gettext("A hidden field of the form was filled in. Only programs fill it in."),
        )
    if is_too_fast(checked.seconds):
        return _hold("too-fast", gettext("This comment was sent faster than a person can type."))
    return None


@lru_cache(maxsize=32)
def _load_check(path: str) -> Check:
    check: Check = import_string(path)
    return check


def _hold(code: str, message: str) -> Finding:
    return Finding(code, Verdict.HOLD, message)


def _was_posted_before(comment: Comment) -> bool:
    if len(comment.body) < REPEATED_MIN_LENGTH:
        return False
    recent = Comment.objects.filter(posted_at__gt=timezone.now() - LOOKBACK, body=comment.body)
    by_commenter = recent.filter(user=comment.user_id, ip_hash=comment.ip_hash_id)
    return by_commenter.exclude(pk=comment.pk).exists()
