"""The first screens that a new comment passes. None of them rejects: a person decides that.

Listed in the setting COMMENT_CHECKS; what they are given and give is in
serial/comments/checking.py.
"""

import re
from collections import Counter
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from serial.comments.checking import CheckedComment, Finding
from serial.comments.choices import Premoderation, Verdict
from serial.comments.models import Comment

# Longer than a first comment is when somebody means it; anybody else may write all there is room
# for.
NEWCOMER_MAX_LENGTH = 5_000
# Nobody reads a form, thinks and types in less.
MIN_SECONDS = 3.0
# So many words, of which so large a share is one and the same, are no sentence.
MIN_WORDS, MAX_SHARE = 12, 0.6
SAME_CHARACTER = re.compile(r"(\S)\1{59}")
LINK = re.compile(r"https?://|\]\(|\bwww\.", re.IGNORECASE)
LOOKBACK = timedelta(days=1)


def premoderation(candidate: CheckedComment) -> Finding | None:
    """As the story or the chapter says."""
    holds = candidate.rules.premoderation
    if candidate.is_author or holds == Premoderation.NOBODY:
        return None
    if holds == Premoderation.EVERYONE:
        return _hold("author-reads-first", gettext("The author reads comments first here."))
    if candidate.user is None:
        return _hold("guest", gettext("The author reads comments of guests first here."))
    return None


def long_comment(candidate: CheckedComment) -> Finding | None:
    if candidate.is_newcomer and len(candidate.comment.body) > NEWCOMER_MAX_LENGTH:
        return _hold("long", gettext("Long comments of newcomers are looked at first."))
    return None


def newcomer_links(candidate: CheckedComment) -> Finding | None:
    if candidate.is_newcomer and LINK.search(candidate.comment.body):
        return _hold("links", gettext("Links by newcomers are looked at first."))
    return None


def repeated_text(candidate: CheckedComment) -> Finding | None:
    """One word or letter over and over, or what the same person said elsewhere today."""
    comment = candidate.comment
    if _repeats_itself(comment.body) or _was_posted_before(comment):
        return _hold("repeated", gettext("The same text over and over is looked at first."))
    return None


def too_fast(candidate: CheckedComment) -> Finding | None:
    """What no person does: fill in a form in a moment, or a field that nobody sees."""
    if candidate.honeypot:
        return _hold("honeypot", gettext("A field that should stay empty was filled in."))
    if candidate.seconds is None or candidate.seconds < MIN_SECONDS:
        return _hold("hurried", gettext("This was sent faster than anybody types."))
    return None


def _hold(code: str, said: str) -> Finding:
    return Finding(code, Verdict.HOLD, said)


def _repeats_itself(body: str) -> bool:
    words = body.lower().split()
    if SAME_CHARACTER.search(body):
        return True
    if len(words) < MIN_WORDS:
        return False
    return Counter(words).most_common(1)[0][1] / len(words) > MAX_SHARE


def _was_posted_before(comment: Comment) -> bool:
    # Thanks and hearts are said the same way again and again, and should be.
    if len(comment.body) < 80:
        return False
    lately = Comment.objects.filter(posted_at__gt=timezone.now() - LOOKBACK, body=comment.body)
    mine = lately.filter(user=comment.user_id, ip_hash=comment.ip_hash_id)
    return mine.exclude(pk=comment.pk).exists()
