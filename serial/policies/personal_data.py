"""What the site's documents hold about a person: which versions they have accepted."""

from collections.abc import Iterator

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from serial.export_rows import rows_of
from serial.personal_data import (
    ERASED_WITH_ACCOUNT,
    KEPT_WITH_ACCOUNT,
    JsonLines,
    PersonalData,
    Row,
)
from serial.policies.models import PolicyAcceptance


def acceptance_rows(user: Model) -> Iterator[Row]:
    columns = {"document": "document", "version": "number", "accepted_at": "accepted_at"}
    return rows_of(PolicyAcceptance.objects.filter(user=user.pk).order_by("pk"), columns)


PERSONAL_DATA = (
    PersonalData(
        model="policies.PolicyAcceptance",
        fields=("user",),
        name=_("Accepted terms"),
        holds=_("Which versions of the terms and the content rules a member accepted, and when."),
        reason=_("To prove it, and to ask again after a change."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/accepted-policies.jsonl", acceptance_rows),),
    ),
)
