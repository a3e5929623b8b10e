"""The choices of review items, reports, decisions, sanctions and appeals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    """What is reviewed. Each kind has a field of its name in ReviewItem."""

    COMMENT = "comment", _("Comment")
    STORY = "story", _("Story")
    CHAPTER = "chapter", _("Chapter")
    ANNOUNCEMENT = "announcement", _("Announcement")
    PEN_NAME = "pen_name", _("Pen name")
    PROFILE = "profile", _("Profile")
    IMAGE = "image", _("Picture")


class Status(models.TextChoices):
    """Of a review item."""

    WAITING = "waiting", _("Waiting")
    DECIDED = "decided", _("Decided")


class Reason(models.TextChoices):
    """Why somebody reports something."""

    SPAM = "spam", _("Spam or advertising")
    HARASSMENT = "harassment", _("Harassment")
    HATE = "hate", _("Hate")
    THREAT = "threat", _("A threat of violence")
    SELF_HARM = "self-harm", _("Suicide or self-harm")
    SPOILER = "spoiler", _("A spoiler")
    OFF_TOPIC = "off-topic", _("Off topic")
    ILLEGAL = "illegal", _("Illegal content")
    COPYRIGHT = "copyright", _("Copyright")
    OTHER = "other", _("Something else")


# Somebody may be in danger: these come before everything else in the queue.
URGENT_REASONS = (Reason.THREAT, Reason.SELF_HARM)


class ReportOutcome(models.TextChoices):
    OPEN = "open", _("Awaiting a decision")
    UPHELD = "upheld", _("Something was done")
    DISMISSED = "dismissed", _("Nothing was done")


class DecisionKind(models.TextChoices):
    """What a decision does. decisions/kinds.py has the rest of what each kind is."""

    APPROVE = "approve", _("Approve")
    REJECT = "reject", _("Reject")
    HIDE = "hide", _("Hide")
    HOLD = "hold", _("Hold")
    RESTORE = "restore", _("Restore")
    CORRECT = "correct", _("Correct rating or warnings")
    CLOSE_COMMENTS = "close-comments", _("Close comments")
    CLOSE_THREAD = "close-thread", _("Close thread")
    WARN = "warn", _("Warn")
    SANCTION = "sanction", _("Sanction")
    DISMISS = "dismiss", _("Nothing to do")
    # For colleagues; it decides nothing.
    NOTE = "note", _("Note")
    UNDO = "undo", _("Undo")


# The person concerned by one of these gets a statement of reasons.
TOLD_KINDS = (
    *(DecisionKind.REJECT, DecisionKind.HIDE, DecisionKind.HOLD, DecisionKind.CORRECT),
    *(DecisionKind.CLOSE_COMMENTS, DecisionKind.CLOSE_THREAD, DecisionKind.WARN),
    DecisionKind.SANCTION,
)


class SanctionKind(models.TextChoices):
    WARNING = "warning", _("Warning")
    APPROVAL_FIRST = "approval-first", _("Comments need approval")
    SILENCED = "silenced", _("May not comment")
    BANNED = "banned", _("Banned")


class AppealStatus(models.TextChoices):
    WAITING = "waiting", _("Awaiting an answer")
    UPHELD = "upheld", _("The decision stands")
    REVERSED = "reversed", _("The decision was reversed")
