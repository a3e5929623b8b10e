"""The site's own documents: terms, privacy, content rules, accessibility, contact."""

from dataclasses import dataclass

from django.urls.converters import StringConverter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Document:
    """A document of the operator. `key` is its name in the database and its URL: /terms/.

    is_accepted: whether people agree to it. They are only informed of the others.
    """

    key: str
    title: Promise
    is_accepted: bool = False

    def __str__(self) -> str:
        return self.key


TERMS = Document("terms", _("Terms"), is_accepted=True)
RULES = Document("rules", _("Content rules"), is_accepted=True)
PRIVACY = Document("privacy", _("Privacy"))
ACCESSIBILITY = Document("accessibility", _("Accessibility"))
CONTACT = Document("contact", _("Contact"))
DOCUMENTS = {document.key: document for document in (TERMS, RULES, PRIVACY, ACCESSIBILITY, CONTACT)}
ACCEPTED_DOCUMENTS = tuple(document for document in DOCUMENTS.values() if document.is_accepted)


class DocumentConverter(StringConverter):
    """A document in a URL, by its key."""

    regex = "|".join(DOCUMENTS)

    def to_python(self, value: str) -> Document:  # type: ignore[override]
        return DOCUMENTS[value]

    def to_url(self, value: Document | str) -> str:
        return str(value)
