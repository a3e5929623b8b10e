"""Runs the checks of new and edited comments, and has those that need no settings of the site.

The setting COMMENT_CHECKS lists them as dotted paths; an operator may add others. All of them
run, each finding is stored, and the strictest verdict sets the comment's state. The other checks
are in serial/moderation/checks/.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from accounts.models import User
from serial.comments.choices import Premoderation, State, Verdict
from serial.comments.models import CheckFinding, Comment
from serial.comments.models.check_finding import MESSAGE_MAX_LENGTH
from serial.comments.permissions import PostingRefused
from serial.comments.policy import CommentPolicy
from serial.comments.rate_limits import PastComment
from serial.web.public_forms.spam import is_too_fast

logger = logging.getLogger(__name__)

STATE_OF_VERDICT = {
    Verdict.PUBLISH: State.PUBLISHED,
    Verdict.HOLD: State.HELD,
    Verdict.REJECT: State.REJECTED,
}


@dataclass(frozen=True, kw_only=True)
class CheckedComment:
    """A new or edited comment, and how it was submitted. A new one is not stored yet.

    is_trusted: a member of good standing, who is no newcomer.
    is_author: of the story.
    history: the commenter's comments before this one, the newest first.
    seconds: how long the form was open; None if unknown.
    honeypot: the value of a form field that people cannot see.
    shared: what several checks need, so that the first one reads it for all.
    """

    comment: Comment
    user: User | None
    policy: CommentPolicy
    is_newcomer: bool
    is_trusted: bool
    is_author: bool
    history: Sequence[PastComment] = ()
    seconds: float | None
    honeypot: str = ""
    shared: dict[str, object] = field(default_factory=dict)

    def has_good_standing(self) -> bool:
        return self.is_trusted or self.is_author


@dataclass(frozen=True)
class Finding:
    """What a check found. `message` is shown to the commenter, the authors and moderators.

    With the verdict PUBLISH only moderators see it.
    places: where in the comment's text, as (start, end) in characters.
    """

    code: str
    verdict: Verdict
    message: str
    places: tuple[tuple[int, int], ...] = ()


Check = Callable[[CheckedComment], Finding | Iterable[Finding] | None]


def run_checks(checked: CheckedComment, paths: Sequence[str] | None = None) -> list[Finding]:
    """Runs all checks, or those of `paths`. If one raises, the others still run.

    A check may raise PostingRefused: then the comment is not stored, and the form has its text.
    """
    paths = settings.COMMENT_CHECKS if paths is None else paths
    try:
        with transaction.atomic():
            return [each for path in paths for each in _run(path, checked)]
    except DatabaseError:
        # After an error PostgreSQL ignores the rest of a transaction: each gets a savepoint.
        return [each for path in paths for each in _run_alone(path, checked)]


def _run(path: str, checked: CheckedComment) -> list[Finding]:
    """Raises DatabaseError and PostingRefused."""
    try:
        found = _load_check(path)(checked)
        return [found] if isinstance(found, Finding) else list(found or ())
    except (DatabaseError, PostingRefused):
        raise
    except Exception:
        return [_failed(path, checked)]


def _run_alone(path: str, checked: CheckedComment) -> list[Finding]:
    try:
        with transaction.atomic():
            return _run(path, checked)
    except DatabaseError:
        return [_failed(path, checked)]


def _failed(path: str, checked: CheckedComment) -> Finding:
    """Holds the comment, unless its commenter is of good standing. Call it in an `except`."""
    logger.exception("The comment check %s failed.", path)
    name = path.rpartition(".")[2]
    if checked.has_good_standing():
        message = gettext("The automatic check “%(name)s” could not run. The comment passed.")
        return Finding("check-failed", Verdict.PUBLISH, message % {"name": name})
    message = gettext(
        "The automatic check “%(name)s” could not run. The comment is reviewed before it is "
        "published."
    )
    return hold("check-failed", message % {"name": name})


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
        return hold("premoderated", message)
    if checked.user is None:
        message = gettext("The author approves guest comments before they are published.")
        return hold("guest", message)
    return None


def too_fast(checked: CheckedComment) -> Finding | None:
    """Holds what only scripts do: filling in a form at once, or a field that people cannot see."""
    if checked.honeypot:
        return hold(
            "honeypot",
            gettext("A hidden field of the form was filled in. Only programs fill it in."),
        )
    if is_too_fast(checked.seconds):
        return hold("too-fast", gettext("This comment was sent faster than a person can type."))
    return None


@lru_cache(maxsize=32)
def _load_check(path: str) -> Check:
    check: Check = import_string(path)
    return check


def hold(code: str, message: str, places: tuple[tuple[int, int], ...] = ()) -> Finding:
    return Finding(code, Verdict.HOLD, message, places)
