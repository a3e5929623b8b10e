"""What the unsubscribe links in emails to guests end: the emails of a thread, or all for ever."""

from django.db import transaction
from django.utils.translation import gettext

from serial.comments.models import GuestEmail, ReplySubscription
from serial.mail.models import UnsubscribeToken
from serial.mail.suppressing import suppress_email
from serial.mail.unsubscribing.scopes import Choice, ScopeKind

THREAD, NEVER = "thread", "never"


def _thread_choices(token: UnsubscribeToken) -> list[Choice]:
    thread = Choice(
        THREAD,
        gettext("Stop emails about this thread"),
        gettext("You get no more emails about replies in this thread."),
    )
    return [thread, *_address_choices(token)]


def _address_choices(token: UnsubscribeToken) -> list[Choice]:
    label = gettext("Never send emails to this address again")
    done = gettext(
        "Nothing is sent to this address again. It was deleted; only a hash of it is stored."
    )
    return [Choice(NEVER, label, done)]


@transaction.atomic
def _end(token: UnsubscribeToken, name: str) -> None:
    if name == NEVER:
        GuestEmail.objects.filter(email=token.address).delete()
        suppress_email(token.address)
    elif name == THREAD:
        chapter, _hyphen, thread = token.scope.partition(":")[2].partition("-")
        ended = ReplySubscription.objects.filter(
            guest_email__email=token.address, comment__chapter=int(chapter)
        )
        ended.filter(comment__thread=int(thread)).delete()


THREAD_SCOPE_KIND = ScopeKind(_thread_choices, _end)
ADDRESS_SCOPE_KIND = ScopeKind(_address_choices, _end)
