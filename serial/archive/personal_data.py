"""What the deletion of an account holds about a member."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.archive.time_limits import CANCEL_PERIOD
from serial.personal_data import ERASED_WITH_ACCOUNT, RECORD_STAYS, PersonalData

KEPT_FOR = format_lazy(
    _("For {days} days, until the member signs in again or the account is deleted."),
    days=CANCEL_PERIOD.days,
)
NOT_WHILE_LEAVING = _("Signing in to download data cancels the deletion.")

PERSONAL_DATA = (
    PersonalData(
        model="archive.AccountDeletion",
        fields=("user", "requested_by"),
        name=_("Account deletion"),
        holds=_(
            "That a member deletes their account, since when, and whether their comments stay."
        ),
        reason=_("To delete the account after the time to change one’s mind."),
        kept_for=KEPT_FOR,
        erased=ERASED_WITH_ACCOUNT,
        not_exported=NOT_WHILE_LEAVING,
    ),
    PersonalData(
        model="archive.DepartingStory",
        fields=("deletion", "hand_over_to"),
        name=_("Stories of a member who leaves"),
        holds=_("Whether each story is handed over, stays without a name or is deleted."),
        reason=_("To do what the member chose."),
        kept_for=KEPT_FOR,
        erased=ERASED_WITH_ACCOUNT,
        not_exported=NOT_WHILE_LEAVING,
    ),
    PersonalData(
        model="archive.ErasureRecord",
        fields=("erased_by",),
        name=_("Erasure records"),
        holds=_(
            "That an account or comments of a guest were erased, how much and on which day, and "
            "the administrator who did it for them. Not whose they were."
        ),
        reason=_("To show that a request to erase was carried out."),
        kept_for=_("For good."),
        erased=RECORD_STAYS,
        not_exported=_("It names no member whose data was erased."),
    ),
)
