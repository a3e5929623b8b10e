"""The first screens that a new comment passes. None of them rejects: a person decides that.

Listed in the setting COMMENT_SCREENS; what they are given and give is in
serial/comments/screening.py.
"""

import re
from collections import Counter
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from serial.comments.choices import Holds, Verdict
from serial.comments.models import Comment
from serial.comments.screening import Candidate, Finding

# Longer than a first comment is when somebody means it; anybody else may write all there is room
# for.
LONG_FOR_A_NEWCOMER = 5_000
# Nobody reads a form, thinks and types in less.
QUICKEST = 3.0
# So many words, of which so large a share is one and the same, are no sentence.
ENOUGH_WORDS, SHARE_OF_ONE = 12, 0.6
SAME_CHARACTER = re.compile(r"(\S)\1{59}")
LINK = re.compile(r"https?://|\]\(|\bwww\.", re.IGNORECASE)
REMEMBERED = timedelta(days=1)


def held_by_rule(candidate: Candidate) -> Finding | None:
    """As the story or the chapter says."""
    holds = candidate.rules.holds
    if candidate.is_of_the_story or holds == Holds.NOBODY:
        return None
    if holds == Holds.EVERYONE:
        return _hold("author-reads-first", gettext("The author reads comments first here."))
    if candidate.writer is None:
        return _hold("guest", gettext("The author reads comments of guests first here."))
    return None


def length(candidate: Candidate) -> Finding | None:
    if candidate.is_newcomer and len(candidate.comment.body) > LONG_FOR_A_NEWCOMER:
        return _hold("long", gettext("Long comments of newcomers are looked at first."))
    return None


def links_by_newcomers(candidate: Candidate) -> Finding | None:
    if candidate.is_newcomer and LINK.search(candidate.comment.body):
        return _hold("links", gettext("Links by newcomers are looked at first."))
    return None


def repeated_text(candidate: Candidate) -> Finding | None:
    """One word or letter over and over, or what the same person said elsewhere today."""
    comment = candidate.comment
    if _says_one_thing(comment.body) or _was_said_before(comment):
        return _hold("repeated", gettext("The same text over and over is looked at first."))
    return None


def hurried(candidate: Candidate) -> Finding | None:
    """What no person does: fill in a form in a moment, or a field that nobody sees."""
    if candidate.trap:
        return _hold("trap", gettext("A field that should stay empty was filled in."))
    if candidate.seconds is None or candidate.seconds < QUICKEST:
        return _hold("hurried", gettext("This was sent faster than anybody types."))
    return None


def _hold(code: str, said: str) -> Finding:
    return Finding(code, Verdict.HOLD, said)


def _says_one_thing(body: str) -> bool:
    words = body.lower().split()
    if SAME_CHARACTER.search(body):
        return True
    if len(words) < ENOUGH_WORDS:
        return False
    return Counter(words).most_common(1)[0][1] / len(words) > SHARE_OF_ONE


def _was_said_before(comment: Comment) -> bool:
    # Thanks and hearts are said the same way again and again, and should be.
    if len(comment.body) < 80:
        return False
    lately = Comment.objects.filter(posted_at__gt=timezone.now() - REMEMBERED, body=comment.body)
    mine = lately.filter(writer=comment.writer_id, address=comment.address_id)
    return mine.exclude(pk=comment.pk).exists()
