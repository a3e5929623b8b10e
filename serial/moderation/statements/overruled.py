"""What moderators decided otherwise than an author had: the author is told the reason."""

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from serial.comments.models import CommentAction
from serial.moderation.choices import SubjectKind
from serial.moderation.models import Decision
from serial.stories.models.story import credited_story_ids

# Newest first.
MAX_OVERRULED = 20


def overruled_decisions(author: User) -> list[Decision]:
    """Decisions that changed the state which this author had given to a comment."""
    own_acts = CommentAction.objects.filter(
        kind=CommentAction.Kind.STATE,
        by=author,
        decision=None,
        comment=OuterRef("item__comment"),
        pk__lt=OuterRef("action"),
    )
    decisions = Decision.objects.filter(
        item__kind=SubjectKind.COMMENT, item__on_story__in=credited_story_ids(author)
    )
    decisions = decisions.exclude(by=None).exclude(by=author).filter(Exists(own_acts))
    last_own = Subquery(own_acts.order_by("-pk").values("after")[:1])
    rows = decisions.annotate(last_own=last_own).select_related(
        "rule", "item__comment__chapter__story"
    )
    return [
        row
        for row in rows[:MAX_OVERRULED]
        if row.before == getattr(row, "last_own", None) != row.after
    ]
