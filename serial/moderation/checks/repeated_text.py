"""Holds a text that its commenter, or several others, posted before."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.comments.models import Comment
from serial.comments.sentences import SentenceUse, digests_of, other_uses
from serial.moderation.check_settings.reading import settings_for
from serial.web.public_forms.spam import repeats_itself

# Under which a trial has the function that looks in memory instead (CheckedComment.shared).
SHARED = "uses of sentences"
FindUses = Callable[[Iterable[int], Comment, datetime], Iterable[SentenceUse]]


def repeated_text(checked: CheckedComment) -> Finding | None:
    limit = settings_for(checked).limits.repeated
    if not limit.is_on or checked.is_author:
        return None
    if repeats_itself(checked.comment.body):
        message = gettext(
            "Comments that repeat the same word are reviewed before they are published."
        )
        return hold("repeated", message)
    if _was_posted_before(checked, timedelta(days=limit.days), limit.max_others):
        message = gettext(
            "Comments that repeat the same text are reviewed before they are published."
        )
        return hold("repeated", message)
    return None


def _was_posted_before(checked: CheckedComment, period: timedelta, max_others: int) -> bool:
    """Whether the commenter posted this text, or max_others comments have it or parts of it.

    A sentence counts only in other chapters: many readers quote the same line of a chapter. A
    member of good standing may have a sentence that they write under every story.
    """
    comment = checked.comment
    digests = digests_of(comment.body)
    if not digests.all():
        return False
    find_uses: FindUses = checked.shared.get(SHARED, other_uses)  # type: ignore[assignment]
    others = set()
    for use in find_uses(digests.all(), comment, comment.posted_at - period):
        is_own = (use.user, use.ip_hash) == (comment.user_id, comment.ip_hash_id)
        is_whole = use.digest == digests.whole
        if is_own and is_whole:
            return True
        if is_whole or (use.chapter != comment.chapter_id and not (is_own and checked.is_trusted)):
            others.add(use.comment)
    return len(others) >= max_others
