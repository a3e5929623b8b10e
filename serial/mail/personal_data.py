"""What the outbox, bounces and unsubscribe links hold about people."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.mail import exports
from serial.mail.models.bounces import SOFT_BOUNCE_PERIOD
from serial.mail.retention import FAILED_PERIOD, SENT_PERIOD, STOPPED_GUEST_PERIOD
from serial.personal_data import (
    ERASED_WITH_ACCOUNT,
    JsonLines,
    PersonalData,
)

PERSONAL_DATA = (
    PersonalData(
        model="mail.OutboxEmail",
        fields=("user", "address", "sent_to"),
        name=_("Emails to you"),
        holds=_(
            "Which event an email was about, the address that it went to, when it was sent, and "
            "what the mail server said if it refused it. The text is not stored."
        ),
        reason=_("To send each email once, and to try again if a mail server does not take it."),
        kept_for=format_lazy(
            _("{sent} days after it was sent, {failed} days after it failed."),
            sent=SENT_PERIOD.days,
            failed=FAILED_PERIOD.days,
        ),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("mail/emails.jsonl", exports.email_rows),),
    ),
    PersonalData(
        model="mail.StoppedAddress",
        fields=("email",),
        name=_("Addresses that get no emails"),
        holds=_(
            "An email address from which emails came back, since when, and what its mail server "
            "said."
        ),
        reason=_("To send no more emails to an address that does not take them."),
        kept_for=format_lazy(
            _(
                "Until you say that the address works again, or the account is deleted; {days} "
                "days if it belongs to no account."
            ),
            days=STOPPED_GUEST_PERIOD.days,
        ),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("mail/stopped-addresses.jsonl", exports.stopped_rows),),
    ),
    PersonalData(
        model="mail.SuppressedEmail",
        fields=("hash",),
        name=_("Addresses that want no emails"),
        holds=_("A hash of an email address whose owner, a guest, said that it gets no emails."),
        reason=_("To send none, also if somebody leaves the address in a form again."),
        kept_for=_("For good."),
        erased=_("It stays: without it, emails would be sent again."),
        not_exported=_("It belongs to no account."),
    ),
    PersonalData(
        model="mail.Bounce",
        fields=("email",),
        name=_("Emails that came back"),
        holds=_("The email address, and when a mail server could not deliver an email to it."),
        reason=_("To stop emails if several came back within a short time."),
        kept_for=format_lazy(_("{days} days."), days=SOFT_BOUNCE_PERIOD.days),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("mail/bounces.jsonl", exports.bounce_rows),),
    ),
    PersonalData(
        model="mail.UnsubscribeToken",
        fields=("user", "address"),
        name=_("Unsubscribe links"),
        holds=_("The secret in the unsubscribe links of your emails, and what it stops."),
        reason=_("To stop emails with one click, without signing in."),
        kept_for=_("Until the account is deleted; of a guest, as long as their address is stored."),
        erased=ERASED_WITH_ACCOUNT,
        not_exported=_("It is a secret, and each email has it."),
    ),
)
