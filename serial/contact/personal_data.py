"""What messages to the operator hold about people."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.contact.exports import message_rows
from serial.contact.models import UNHANDLED_PERIOD
from serial.personal_data import JsonLines, PersonalData
from serial.web.ip_hash import IP_HASH_PERIOD

PERSONAL_DATA = (
    PersonalData(
        model="contact.ContactMessage",
        fields=("ip_hash", "email", "user", "handled_by"),
        name=_("Messages to the operator"),
        holds=format_lazy(
            _(
                "Name, email address, subject and text of a message on the contact page, the "
                "account if its sender was signed in, and for {days} days the hash of their IP "
                "address. The operator also gets the message by email."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("To answer it, and to limit how many come from one network."),
        kept_for=format_lazy(
            _("Until it was handled, {days} days at most."), days=UNHANDLED_PERIOD.days
        ),
        erased=_("Deleted with the account. What an administrator handled stays, without them."),
        exports=(JsonLines("contact/messages.jsonl", message_rows),),
    ),
)
