from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MemberBlock(models.Model):
    """A member muted another member (collapses their comments) or blocked them (no replies)."""

    class Kind(models.TextChoices):
        MUTE = "mute", _("Muted")
        BLOCK = "block", _("Blocked")

    # Who muted or blocked.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member_blocks"
    )
    # Who is muted or blocked.
    target = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    # The name that the owner saw. A pen name must not reveal its account.
    target_name = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "target", "kind"], name="member_block_unique"),
            models.CheckConstraint(name="member_block_not_self", condition=~Q(owner=F("target"))),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.kind} {self.target}"
