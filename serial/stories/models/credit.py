from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from serial.stories.choices import Role
from serial.stories.models.story import Story


class CreditQuerySet(models.QuerySet["Credit"]):
    def accepted(self) -> Self:
        return self.filter(accepted_at__isnull=False)

    def accepted_for(self, user: User) -> Self:
        """Returns the accepted credits of this user. Each lets them work on its story."""
        return self.accepted().filter(pen_name__user=user)

    def invitations_for(self, user: User) -> Self:
        return self.filter(accepted_at=None, pen_name__user=user)

    def visible(self) -> Self:
        """Returns the accepted credits in the order that readers see."""
        return self.accepted().order_by("position", "pk")


class Credit(models.Model):
    """A pen name and its role on a story.

    A credit for another user's pen name is a co-author invitation until they accept it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="credits")
    pen_name = models.ForeignKey(
        PenName, on_delete=models.PROTECT, related_name="credits", verbose_name=_("pen name")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("author credit")
        verbose_name_plural = _("author credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "pen_name", "role"],
                name="credit_once_per_role",
                violation_error_message=_("This pen name already has this role on the story."),
            ),
            models.CheckConstraint(
                name="credit_role_known", condition=models.Q(role__in=Role.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pen_name} ({self.get_role_display()})"

    def is_removable_by(self, user: User) -> bool:
        """True for one's own credits, for invitations, and for all if the user is an author."""
        if self.accepted_at is None or self.pen_name.user_id == user.pk:
            return True
        return self.story.credits.accepted_for(user).filter(role=Role.AUTHOR).exists()

    def accept(self) -> None:
        self.accepted_at = timezone.now()
        self.save(update_fields=["accepted_at"])
