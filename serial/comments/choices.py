"""What becomes of a comment, and who may write one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PUBLISHED = "published", _("published")
    # By a screen or a person: it waits for somebody who decides.
    HELD = "held", _("held")
    HIDDEN = "hidden", _("hidden")
    REJECTED = "rejected", _("rejected")
    # By its writer.
    DELETED = "deleted", _("deleted")
    # For good, words and all.
    ERASED = "erased", _("erased")


# What its writer took away nobody else brings back.
DELETED_STATES = (State.DELETED, State.ERASED)
# Read by the author's side and by moderators, who decide what becomes of it.
UNDER_REVIEW = (State.HELD, State.HIDDEN, State.REJECTED)


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("everyone")
    MEMBERS = "members", _("members")
    NOBODY = "nobody", _("nobody")


class Premoderation(models.TextChoices):
    NOBODY = "nobody", _("of nobody")
    GUESTS = "guests", _("of guests")
    EVERYONE = "everyone", _("of everyone")


class Verdict(models.IntegerChoices):
    """What a screen wants done with a new comment; the highest counts."""

    PUBLISH = 0, _("publish")
    HOLD = 1, _("hold")
    REJECT = 2, _("reject")
