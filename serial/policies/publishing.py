"""Publishing a draft of a document as its next version."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from serial.policies.models import PolicyVersion
from serial.policies.models.policy_version import AlreadyPublished, DraftChanged


class Publisher(Protocol):
    """A user. The model is in accounts, which asks this app about acceptance."""

    def is_administrator(self) -> bool: ...


@transaction.atomic
def publish(draft: PolicyVersion, by: Publisher, *, previewed: str) -> PolicyVersion:
    """Publishes the draft as it is stored, and returns it with its number and date.

    previewed: the content_hash() of the draft that the person saw.
    Raises PermissionDenied, AlreadyPublished if another tab published it, and DraftChanged if
    another tab saved something else.
    """
    if not by.is_administrator():
        raise PermissionDenied
    version = PolicyVersion.objects.select_for_update().get(pk=draft.pk)
    if not version.is_draft():
        raise AlreadyPublished
    if version.content_hash() != previewed:
        raise DraftChanged
    version.number = next_number(version.document)
    version.published_at = timezone.now()
    version.save(update_fields=["number", "published_at"])
    return version


def next_number(document: str) -> int:
    versions = PolicyVersion.objects.filter(document=document)
    return int(versions.aggregate(highest=Max("number"))["highest"] or 0) + 1
