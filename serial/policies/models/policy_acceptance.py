from django.conf import settings
from django.db import models
from django.utils import timezone

from serial.policies.documents import ACCEPTED_DOCUMENTS


class PolicyAcceptance(models.Model):
    """A user accepted a version of a document.

    number: that of the PolicyVersion, or 0 for the text that comes with the software.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="policy_acceptances"
    )
    document = models.CharField(
        max_length=20, choices=[(document.key, document.title) for document in ACCEPTED_DOCUMENTS]
    )
    number = models.PositiveIntegerField()
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "document", "number"], name="policy_acceptance_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.document} {self.number}"
