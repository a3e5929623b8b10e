"""States of a comment, and the choices of the comment settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PUBLISHED = "published", _("Published")
    # By a check or a moderator.
    HELD = "held", _("Awaiting moderation")
    HIDDEN = "hidden", _("Hidden")
    REJECTED = "rejected", _("Rejected")
    # By its commenter.
    DELETED = "deleted", _("Deleted")
    # The text is destroyed; this cannot be undone.
    ERASED = "erased", _("Erased")


# Set by the commenter. Nobody else may change these states.
DELETED_STATES = (State.DELETED, State.ERASED)
# Visible to the commenter, the story's authors and moderators only.
UNDER_REVIEW = (State.HELD, State.HIDDEN, State.REJECTED)
# No decision against the comment was made.
OPEN_STATES = (State.PUBLISHED, State.HELD)
# The states in which the text of a comment can be read, by who reads it.
READABLE_BY_EVERYONE = (State.PUBLISHED,)
READABLE_BY_MODERATORS = (State.PUBLISHED, *UNDER_REVIEW)
READABLE_BY_COMMENTER = (State.PUBLISHED, *UNDER_REVIEW, State.DELETED)


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members only")
    NOBODY = "nobody", _("Nobody")


class Premoderation(models.TextChoices):
    NOBODY = "nobody", _("None")
    GUESTS = "guests", _("Guest comments")
    EVERYONE = "everyone", _("All comments")


class Verdict(models.IntegerChoices):
    """What a check wants done with a new comment. The highest verdict of all checks counts."""

    PUBLISH = 0, _("Publish")
    HOLD = 1, _("Hold")
    REJECT = 2, _("Reject")
