from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.comments.models import CommentAction
from serial.moderation.choices import AppealStatus
from serial.moderation.models.decision import WORDS_MAX_LENGTH, Decision


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> Self:
        return self.filter(status=AppealStatus.WAITING)

    def with_cause(self) -> Self:
        return self.exclude(decision=None, action=None)

    def about_comments(self, pks: Iterable[int]) -> Self:
        of_decision = Q(decision__item__comment__in=pks)
        return self.filter(of_decision | Q(action__comment__in=pks))


class Appeal(models.Model):
    """The one objection to a decision, by the person it concerns, and the answer.

    Of a moderator or check (`decision`), or of an author of the story (`action`), which is deleted
    with the story.
    """

    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.CASCADE, related_name="appeal"
    )
    action = models.OneToOneField(
        CommentAction, null=True, on_delete=models.SET_NULL, related_name="appeal"
    )
    # Who appeals; none for guests.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="appeals"
    )
    words = models.TextField(_("why the decision is wrong"), max_length=WORDS_MAX_LENGTH)
    made_at = models.DateTimeField(_("sent"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=8, choices=AppealStatus.choices, default=AppealStatus.WAITING
    )
    answer = models.TextField(_("answer"), blank=True, max_length=WORDS_MAX_LENGTH)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["status", "made_at"], name="appeal_by_status")]
        constraints = [
            models.CheckConstraint(
                name="appeal_answered_with_words",
                condition=Q(status=AppealStatus.WAITING) | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="appeal_has_one_cause", condition=Q(decision=None) | Q(action=None)
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]
