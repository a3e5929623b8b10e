"""Versions of the site's documents, published as an administrator would."""

from serial.policies.documents import TERMS, Document
from serial.policies.models import PolicyVersion
from serial.policies.publishing import publish


class Administrator:
    """Who publishes is not what these tests are about."""

    def is_administrator(self) -> bool:
        return True


def publish_version(
    body: str = "Be *kind*.",
    document: Document = TERMS,
    *,
    summary: str = "",
    is_material: bool = True,
) -> PolicyVersion:
    draft = PolicyVersion(
        document=document.key, body=body, summary=summary, is_material=is_material
    )
    draft.save_draft()
    return publish(draft, Administrator(), previewed=draft.content_hash())
