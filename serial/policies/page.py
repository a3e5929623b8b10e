"""What the page of a document shows: its current version, or the text of the software."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from serial.policies.documents import DOCUMENTS, Document
from serial.policies.models import PolicyVersion
from serial.policies.models.policy_version import render_policy
from serial.policies.publishing import next_number
from serial.policies.shipped_texts import shipped_text, text_values


@dataclass(frozen=True)
class PolicyPage:
    """context: for the template. values: all that it shows, for `render_page`."""

    context: dict[str, object]
    values: tuple[object, ...]


@dataclass(frozen=True)
class VersionRow:
    """A published version without its text."""

    number: int
    published_at: datetime
    summary: str


def policy_page(document: Document) -> PolicyPage:
    version = PolicyVersion.objects.current(document)
    if version is not None:
        return version_page(document, version, current_number=version.number)
    values = tuple(sorted(text_values().items()))

    def make_html() -> SafeString:
        return SafeString(render_policy(shipped_text(document), document))

    return _page(document, make_html, None, None, values)


def version_page(
    document: Document, version: PolicyVersion, current_number: int | None
) -> PolicyPage:
    row = row_of(version)
    values = (row, current_number, version.body_html)
    html = SafeString(version.body_html)
    return _page(document, lambda: html, row, current_number, values)


def row_of(version: PolicyVersion) -> VersionRow | None:
    """Returns None for a draft."""
    if version.number is None or version.published_at is None:
        return None
    return VersionRow(version.number, version.published_at, version.summary)


def preview_page(draft: PolicyVersion) -> PolicyPage:
    """The page as it would look if the draft were published now."""
    document = DOCUMENTS[draft.document]
    row = VersionRow(next_number(draft.document), timezone.now(), draft.summary)
    html = SafeString(draft.body_html)
    return _page(document, lambda: html, row, row.number, (row, draft.body_html))


def _page(
    document: Document,
    make_html: Callable[[], SafeString],
    version: VersionRow | None,
    current_number: int | None,
    values: tuple[object, ...],
) -> PolicyPage:
    context: dict[str, object] = {
        "document": document,
        "body_html": make_html,
        "version": version,
        "current_number": current_number,
        "is_current": version is None or version.number == current_number,
    }
    return PolicyPage(context, (document.key, *values))
