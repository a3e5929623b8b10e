"""Invitations: signed links that make their recipient an author."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Long enough to reply after a holiday, short enough that a lost link expires.
INVITATION_LIFETIME = timedelta(days=30)
SALT = "accounts.invitation"


def invitation_expiry() -> datetime:
    return timezone.now() + INVITATION_LIFETIME


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def with_token(self, token: str) -> Self:
        """Returns the open invitation of a signed token; none if the signature is invalid."""
        try:
            pk = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return self.none()
        return self.open().filter(pk=pk)


class Invitation(models.Model):
    """A link that makes one person an author."""

    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("recipient"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), default=invitation_expiry)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        # Without the note, which names somebody: the log of /admin/ outlives the row.
        return gettext("Invitation of %(day)s") % {"day": date_format(self.created_at)}

    # The token is a signature and is not stored: reading the database is not enough to use it.
    def get_absolute_url(self) -> str:
        return reverse("accept_invitation", args=[signing.dumps(self.pk, salt=SALT)])

    def label(self) -> str:
        return self.note or str(self.created_at)

    def is_open(self) -> bool:
        return (
            self.accepted_at is None
            and self.revoked_at is None
            and self.expires_at > timezone.now()
        )

    def revoke(self) -> bool:
        """Revokes the link. Returns False if the invitation is no longer open."""
        still_open = Invitation.objects.open().filter(pk=self.pk)
        return bool(still_open.update(revoked_at=timezone.now()))

    def full_url(self) -> str:
        return settings.SITE_URL + self.get_absolute_url()
