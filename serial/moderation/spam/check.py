"""The check of the spam score (COMMENT_CHECKS).

It never rejects. It only logs until a moderator switches it on, and then it holds the comments of
newcomers only.
"""

from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.comments.choices import Verdict
from serial.moderation.spam.explaining import describe, heaviest_features, places_of
from serial.moderation.spam.features import vector_of
from serial.moderation.spam.labels import scored_comment
from serial.moderation.spam.logistic import probability
from serial.moderation.spam.percent import percent
from serial.moderation.spam.repetition import count_other_stories
from serial.moderation.spam.status import spam_status, weights_of

CODE = "spam-score"


def spam_score(checked: CheckedComment) -> Finding | None:
    status = spam_status()
    if checked.is_author or status.model is None or status.threshold is None:
        return None
    comment = checked.comment
    scored = scored_comment(comment, other_stories=count_other_stories(comment))
    weights = weights_of(status.model)
    score = weights.score(vector_of(scored))
    if score < status.threshold:
        return None
    names = heaviest_features(weights, scored)
    message, places = _message(score, names), tuple(places_of(names, comment.body))
    if status.holds_comments and checked.is_newcomer:
        reviewed = gettext("It is reviewed before it is published.")
        return hold(CODE, f"{message} {reviewed}", places)
    return Finding(CODE, Verdict.PUBLISH, message, places)


def _message(score: float, names: list[str]) -> str:
    text = gettext(
        "This looks like spam, with a score of %(score)s. The score is based on: %(features)s."
    )
    features = ", ".join(map(describe, names))
    return text % {"score": percent(probability(score)), "features": features}
