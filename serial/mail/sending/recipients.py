"""Who gets the emails of a batch: a few queries for all of them."""

from collections.abc import Sequence

from serial.mail.addresses import addresses_of
from serial.mail.messages.message import Recipient
from serial.mail.models import OutboxEmail, StoppedAddress
from serial.mail.unsubscribing.links import unsubscribe_urls

NO_ADDRESS = "The member has no confirmed email address."
INACTIVE = "The account is not active."
STOPPED = "Emails to this address came back."


class Recipients:
    """Of each row, its recipient, or why it has none."""

    def __init__(self, rows: Sequence[OutboxEmail]) -> None:
        self._addresses = addresses_of({row.user_id for row in rows if row.user_id})
        addresses = {self._address(row).lower() for row in rows} - {""}
        stopped = StoppedAddress.objects.filter(email__in=addresses)
        self._stopped = set(stopped.values_list("email", flat=True))
        self._urls = unsubscribe_urls([row for row in rows if row.scope])

    def of(self, row: OutboxEmail) -> Recipient | str:
        """Returns the recipient, or a sentence that says why this row has none."""
        if row.user is not None and not row.user.is_active:
            return INACTIVE
        address = self._address(row)
        if not address:
            return NO_ADDRESS
        if address.lower() in self._stopped:
            return STOPPED
        return Recipient(row.user, address, self._urls.get(row.pk, ""))

    def _address(self, row: OutboxEmail) -> str:
        return row.address or self._addresses.get(row.user_id or 0, "")
