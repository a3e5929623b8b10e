"""What a member is told about the versions that they have to accept."""

from dataclasses import dataclass

from serial.policies.acceptance import documents_to_accept
from serial.policies.documents import Document
from serial.policies.models import PolicyAcceptance, PolicyVersion


@dataclass(frozen=True)
class ChangedDocument:
    """accepted_number: the latest version that the member accepted; 0 if it has no page."""

    document: Document
    version: PolicyVersion
    accepted_number: int


def changed_documents(user_id: int) -> list[ChangedDocument]:
    accepted = dict(
        PolicyAcceptance.objects.filter(user=user_id)
        .order_by("number")
        .values_list("document", "number")
    )
    changed = []
    for document in documents_to_accept(user_id):
        version = PolicyVersion.objects.current(document)
        if version is not None:
            number = accepted.get(document.key, 0)
            changed.append(ChangedDocument(document, version, number))
    return changed
