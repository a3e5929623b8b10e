"""Who has accepted which versions of the terms and the content rules, and who has to be asked.

Somebody is asked if a version was published that is marked as material and they have accepted
neither it nor a later one. A site that has published nothing asks nobody but those who sign up.
"""

from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from serial.policies.documents import ACCEPTED_DOCUMENTS, Document
from serial.policies.models import PolicyAcceptance, PolicyVersion

KEYS = [document.key for document in ACCEPTED_DOCUMENTS]
# By document key. 0 is the text that comes with the software.
Numbers = dict[str, int]


@dataclass(frozen=True)
class Published:
    """current: the number that a document's page shows. needed: the least that must be accepted."""

    current: Numbers
    needed: Numbers

    @classmethod
    def read(cls) -> "Published":
        rows = (
            PolicyVersion.objects.filter(document__in=KEYS, number__isnull=False)
            .order_by()
            .values("document")
            .annotate(current=Max("number"), needed=Max("number", filter=Q(is_material=True)))
            .values_list("document", "current", "needed")
        )
        current, needed = dict.fromkeys(KEYS, 0), dict.fromkeys(KEYS, 0)
        for document, newest, newest_material in rows:
            current[document], needed[document] = newest, newest_material or 0
        return cls(current, needed)

    def may_be_accepted(self, numbers: Numbers) -> bool:
        """Whether these are versions of all documents, and none is older than the needed one."""
        return numbers.keys() == self.current.keys() and all(
            self.needed[key] <= number <= self.current[key] for key, number in numbers.items()
        )


def unaccepted_by(user_id: int | Combinable) -> "QuerySet[PolicyVersion]":
    """Returns the material versions that this user has to accept."""
    accepted = PolicyAcceptance.objects.filter(
        user=user_id, document=OuterRef("document"), number__gte=OuterRef("number")
    )
    material = PolicyVersion.objects.filter(
        document__in=KEYS, number__isnull=False, is_material=True
    )
    return material.filter(~Exists(accepted))


def has_policies_to_accept(user_id: int) -> bool:
    return unaccepted_by(user_id).exists()


def documents_to_accept(user_id: int) -> list[Document]:
    keys = set(unaccepted_by(user_id).values_list("document", flat=True))
    return [document for document in ACCEPTED_DOCUMENTS if document.key in keys]


def record_acceptance(user_id: int, numbers: Numbers) -> None:
    """Stores that the user accepts these versions. Keeps the date of an earlier acceptance."""
    rows = [
        PolicyAcceptance(user_id=user_id, document=key, number=number)
        for key, number in numbers.items()
    ]
    PolicyAcceptance.objects.bulk_create(rows, ignore_conflicts=True)
