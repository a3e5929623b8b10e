from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# As many as a list shows on one page.
MAX_SAVED_REPLIES = 50


class SavedReplyQuerySet(models.QuerySet["SavedReply"]):
    def by(self, user: User) -> Self:
        return self.filter(user=user)


class SavedReply(models.Model):
    """A text that an author often replies with. Nobody else sees it until it is posted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_replies"
    )
    text = models.TextField(_("text"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
