import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.moderation.copyright.choices import (
    DOWN_STATES,
    POSSIBLE_DECISIONS,
    Capacity,
    DecisionKind,
    NoticeState,
)
from serial.moderation.copyright.deadlines import RECORD_PERIOD, RESPONSE_DAYS, add_business_days
from serial.stories.models import Story
from serial.web.public_forms.submission import Submission, SubmissionQuerySet

NAME_MAX_LENGTH = 200
ADDRESS_MAX_LENGTH = 1_000
TEXT_MAX_LENGTH = 5_000
# Without letters and digits that look alike: people read it to each other on the telephone.
REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8


def new_reference() -> str:
    return "".join(secrets.choice(REFERENCE_LETTERS) for _letter in range(REFERENCE_LENGTH))


def response_deadline() -> datetime:
    return add_business_days(timezone.now(), RESPONSE_DAYS)


class CopyrightNoticeQuerySet(SubmissionQuerySet["CopyrightNotice"]):
    def most_urgent_first(self) -> Self:
        """Overdue notices come first, then those whose deadline is near, then those without."""
        return self.order_by(F("due_at").asc(nulls_last=True), "-received_at", "-pk")

    def about_stories_of(self, user: User) -> Self:
        """Returns what this author has to know: their texts were taken down."""
        stories = Story.objects.credited_to(user).values("pk")
        return self.filter(story__in=stories, state__in=DOWN_STATES)

    def expired(self) -> Self:
        """Returns notices whose last decision, or its deadline, was RECORD_PERIOD ago."""
        before = timezone.now() - RECORD_PERIOD
        is_decided = Q(due_at=None, decided_at__lt=before)
        return self.filter(is_decided | Q(due_at__lt=before))


class CopyrightNotice(Submission):
    """Somebody's statement that a story here uses their work. See `deadlines.py` for the law."""

    reference = models.CharField(
        _("reference"),
        max_length=REFERENCE_LENGTH,
        unique=True,
        default=new_reference,
        editable=False,
    )
    # The sender. Nobody but moderators sees these; authors see `work` and `explanation`.
    name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH)
    email = models.EmailField(_("email"))
    address = models.TextField(_("address or telephone"), blank=True, max_length=ADDRESS_MAX_LENGTH)
    capacity = models.CharField(_("acts as"), max_length=5, choices=Capacity.choices)
    signature = models.CharField(_("signature"), max_length=NAME_MAX_LENGTH)
    # The member who was signed in.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    work = models.TextField(_("the work"), max_length=TEXT_MAX_LENGTH)
    explanation = models.TextField(_("what was taken from it"), max_length=TEXT_MAX_LENGTH)
    statements = models.TextField(_("statements"))
    story = models.ForeignKey(
        Story, null=True, on_delete=models.SET_NULL, related_name="copyright_notices"
    )

    state = models.CharField(
        _("state"), max_length=10, choices=NoticeState.choices, default=NoticeState.RECEIVED
    )
    # When somebody has to have decided; none if nothing is to be done.
    due_at = models.DateTimeField(_("deadline"), null=True, default=response_deadline)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("handled by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = CopyrightNoticeQuerySet.as_manager()

    typed_fields = ("name", "email", "address", "capacity", "signature", "work", "explanation")

    class Meta:
        verbose_name = _("copyright notice")
        verbose_name_plural = _("copyright notices")
        constraints = [
            models.CheckConstraint(
                name="copyright_notice_state_known", condition=Q(state__in=NoticeState.values)
            )
        ]
        indexes = [
            models.Index(fields=["ip_hash", "received_at"], name="copyright_notice_by_network"),
            models.Index(fields=["due_at", "-received_at"], name="copyright_notice_by_deadline"),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    def possible_decisions(self) -> tuple[DecisionKind, ...]:
        return POSSIBLE_DECISIONS[NoticeState(self.state)]

    def awaits_put_back(self) -> bool:
        return self.state == NoticeState.COUNTERED

    def accepts_counter_notice_of(self, user: User) -> bool:
        is_author = self.story is not None and self.story.is_authored_by(user)
        return is_author and self.state == NoticeState.TAKEN_DOWN
