"""Asks checkers outside of the site about a comment, before the transaction that stores it.

They may take seconds, in which nothing may be locked. The setting COMMENT_CONSULTATIONS lists the
functions; what they return is for a check (CheckedComment.shared). Nobody is asked about people of
good standing, nor about comments that are refused.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, GuestIpHash
from serial.comments.models.guest_ip_hash import hash_guest_ip
from serial.comments.permissions import check_may_post
from serial.comments.policy import policy_of
from serial.comments.rate_limits import check_rate_limit, posting_history
from serial.comments.submission import CommentSubmission
from serial.comments.trust import is_newcomer, is_trusted, pen_name_for

logger = logging.getLogger(__name__)

# By the dotted path of the function: what it returned, or the error that it raised.
Answers = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a checker outside may know. ip: of a guest, "" if it is unknown."""

    body: str
    chapter: Chapter
    name: str
    ip: str = ""
    is_edit: bool = False


Consultation = Callable[[Question], object]


def consult_about_new(submission: CommentSubmission) -> Answers:
    """Raises PostingRefused and RateLimited, as posting would."""
    if not settings.COMMENT_CONSULTATIONS:
        return {}
    if Comment.objects.filter(form_key=submission.form_key).exists():
        return {}
    user, chapter = submission.user, submission.chapter
    ip_hash = (
        None if user else GuestIpHash.objects.filter(hash=hash_guest_ip(submission.ip)).first()
    )
    if _has_good_standing(chapter, user, ip_hash):
        return {}
    check_may_post(submission, policy_of(chapter), ip_hash, is_author=False)
    if user or submission.ip:
        check_rate_limit(posting_history(user, ip_hash))
    name = user.username if user else submission.guest_name
    ip = "" if user else submission.ip
    return _ask(Question(body=submission.body, chapter=chapter, name=name, ip=ip))


def consult_about_edit(comment: Comment, body: str) -> Answers:
    if comment.body == body or not comment.is_editable():
        return {}
    if _has_good_standing(comment.chapter, comment.user, comment.ip_hash):
        return {}
    question = Question(
        body=body, chapter=comment.chapter, name=comment.display_name(), is_edit=True
    )
    return _ask(question)


def _has_good_standing(chapter: Chapter, user: User | None, ip_hash: GuestIpHash | None) -> bool:
    if pen_name_for(chapter, user) is not None:
        return True
    history = posting_history(user, ip_hash)
    return not is_newcomer(user, history) and is_trusted(history)


def _ask(question: Question) -> Answers:
    answers: Answers = {}
    for path in settings.COMMENT_CONSULTATIONS:
        try:
            consultation: Consultation = import_string(path)
            answers[path] = consultation(question)
        except Exception as error:
            logger.exception("The consultation %s failed.", path)
            answers[path] = error
    return answers
