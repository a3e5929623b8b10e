from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from serial.archive.time_limits import CANCEL_PERIOD
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.stories.models import Story


def end_of_cancel_period() -> datetime:
    return timezone.now() + CANCEL_PERIOD


class AccountDeletionQuerySet(models.QuerySet["AccountDeletion"]):
    def due(self) -> Self:
        return self.filter(due_at__lte=timezone.now())


class AccountDeletion(models.Model):
    """A member who leaves: what to do with what they wrote, and when the account is erased.

    Until then nothing is erased, and signing in cancels it. Erasing the account removes this row.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_deletion"
    )
    comments = models.CharField(
        _("comments"), max_length=5, choices=CommentsChoice.choices, default=CommentsChoice.KEEP
    )
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=end_of_cancel_period)
    by_member = models.BooleanField(_("started by the member"), default=True)
    # An administrator who started it for the member, until their own account is erased.
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("started by"),
    )
    # Not if an administrator must delete the account at once.
    is_cancellable = models.BooleanField(_("signing in cancels it"), default=True)

    objects = AccountDeletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("account deletion")
        verbose_name_plural = _("account deletions")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="account_deletion_comments_known",
                condition=Q(comments__in=CommentsChoice.values),
            ),
            models.CheckConstraint(
                name="account_deletion_due_later", condition=Q(due_at__gte=F("requested_at"))
            ),
            models.CheckConstraint(
                name="account_deletion_by_member_or_administrator",
                condition=Q(by_member=False) | Q(requested_by=None),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="account_deletion_by_due")]

    def __str__(self) -> str:
        return str(self.user)


class DepartingStory(models.Model):
    """What to do with one story of a member who leaves."""

    deletion = models.ForeignKey(AccountDeletion, on_delete=models.CASCADE, related_name="stories")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=9, choices=StoryChoice.choices)
    # The co-author's pen name. None: the first co-author at that time.
    hand_over_to = models.ForeignKey(
        PenName, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deletion", "story"], name="departing_story_once"),
            models.CheckConstraint(
                name="departing_story_choice_known", condition=Q(choice__in=StoryChoice.values)
            ),
            models.CheckConstraint(
                name="departing_story_pen_name_only_if_handed_over",
                condition=Q(choice=StoryChoice.HAND_OVER) | Q(hand_over_to=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.get_choice_display()}"

    def decision(self) -> StoryDecision:
        return StoryDecision(StoryChoice(self.choice), self.hand_over_to_id)
