"""Which decision a commenter reads at their comment: why it is not public."""

from serial.comments.choices import UNDER_REVIEW, State
from serial.comments.models import Comment
from serial.moderation.causes import Cause, acts_of_authors
from serial.moderation.choices import TOLD_KINDS
from serial.moderation.models import Decision
from serial.moderation.statements.pages import RELATED


def find_cause(comment: Comment) -> Cause | None:
    """Returns the latest decision against the comment, or what an author did later."""
    decisions = Decision.objects.filter(item__comment=comment, kind__in=TOLD_KINDS)
    decision = decisions.select_related(*RELATED).order_by("-pk").first()
    acts = acts_of_authors().filter(comment=comment).select_related("undone_by", "appeal")
    act = acts.order_by("-pk").first()
    if act is not None:
        act.comment = comment
    if decision is None or act is None:
        return decision or act
    return decision if decision.created_at > act.created_at else act


def has_decision(comment: Comment) -> bool:
    """Whether its commenter is offered the statement at the comment's page."""
    return comment.state in (*UNDER_REVIEW, State.DELETED) and find_cause(comment) is not None
