import secrets
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOTE_MAX_LENGTH = 100
TOKEN_BYTES = 16


def signer() -> signing.Signer:
    # Tokens are base64url, so they never contain the separator.
    return signing.Signer(sep=".", salt="chapters.draft_link")


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


class DraftLinkQuerySet(models.QuerySet["DraftLink"]):
    def active(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def inactive(self) -> Self:
        return self.exclude(revoked_at=None, expires_at__gt=timezone.now())

    def with_signed_token(self, signed: str) -> Self:
        """Returns the link, active or not, of a signed token; none if the signature is invalid."""
        try:
            token = signer().unsign(signed)
        except signing.BadSignature:
            return self.none()
        return self.filter(token=token)


class DraftLink(models.Model):
    """A private link with which anyone can read one chapter before its release."""

    chapter = models.ForeignKey(
        "chapters.Chapter", on_delete=models.CASCADE, related_name="draft_links"
    )
    # The author can copy the URL again, so a hash of the token is not enough. The URL is the token
    # and a signature made with SECRET_KEY: somebody who reads the database, or an old backup,
    # cannot make a working URL from the token alone.
    token = models.CharField(max_length=32, default=new_token, editable=False)
    note = models.CharField(_("recipient"), max_length=NOTE_MAX_LENGTH, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft link")
        verbose_name_plural = _("draft links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["token"], name="draft_link_token_unique"),
            models.CheckConstraint(
                name="draft_link_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.note or str(self.created_at)

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.signed_token()])

    def signed_token(self) -> str:
        return signer().sign(self.token)

    def full_url(self) -> str:
        return settings.SITE_URL + self.get_absolute_url()

    def is_active(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
