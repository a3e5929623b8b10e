from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.validators import validate_visible_text


class AuthorRequestQuerySet(models.QuerySet["AuthorRequest"]):
    def pending(self) -> Self:
        return self.filter(decided_at=None)

    def declined(self) -> Self:
        return self.filter(decided_at__isnull=False, is_approved=False)


class AuthorRequest(models.Model):
    """A member's request to become an author."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="author_requests"
    )
    reason = models.TextField(
        _("What would you like to publish here?"),
        max_length=2_000,
        validators=[validate_visible_text],
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_approved = models.BooleanField(default=False, editable=False)

    objects = AuthorRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("author request")
        verbose_name_plural = _("author requests")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(decided_at=None),
                name="author_request_one_pending",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
