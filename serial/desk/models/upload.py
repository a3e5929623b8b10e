from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# The period of settings.UPLOADS_PER_HOUR.
UPLOADS_PERIOD = timedelta(hours=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def in_the_last_hour(self, user: User) -> Self:
        """Returns what UPLOADS_PER_HOUR limits."""
        return self.filter(
            uploaded_by=user, is_imported=False, uploaded_at__gt=timezone.now() - UPLOADS_PERIOD
        )


class Upload(models.Model):
    """A picture that an author uploaded for use in a text."""

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="uploads"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file = models.ImageField(upload_to="pictures/%Y/%m/", max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))

    # Out of a manuscript.
    is_imported = models.BooleanField(default=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["uploaded_by", "uploaded_at"], name="upload_by_person_and_time")
        ]

    def __str__(self) -> str:
        return self.file.name or ""
