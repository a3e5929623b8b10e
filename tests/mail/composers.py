"""Composers and a scope of unsubscribe links for the tests."""

from django.contrib.auth.models import Group
from django.utils import timezone

from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail, UnsubscribeToken
from serial.mail.unsubscribing.scopes import Choice, ScopeKind


def greet(row: OutboxEmail, recipient: Recipient) -> Message | None:
    return Message(
        subject=f"Hello\n{row.arguments.get('name', '')}",
        text=f"Good morning.\n{recipient.unsubscribe_url}\n",
        html="<p>Good morning.</p>",
    )


def announce(row: OutboxEmail, recipient: Recipient) -> Message | None:
    return Message(
        subject="Chapter 15 · 終電のあと",
        text="“You have put the well here,” said the older one.\n",
        thread="story:3",
        list_name='The "Salt" Ledger',
        list_slug="the-salt-ledger",
    )


def say_nothing(row: OutboxEmail, recipient: Recipient) -> Message | None:
    return None


def say_zone(row: OutboxEmail, recipient: Recipient) -> Message | None:
    return Message(subject=str(timezone.get_current_timezone()), text="")


def fail(row: OutboxEmail, recipient: Recipient) -> Message | None:
    raise ValueError("The composer fails.")


# What a token ended is seen in the groups that it made.


def _choices(token: UnsubscribeToken) -> list[Choice]:
    choices = [
        Choice("greetings", "Stop greetings", "You get no more greetings."),
        Choice("all", "Stop all emails", "You get no more emails."),
    ]
    ended = set(Group.objects.values_list("name", flat=True))
    return [choice for choice in choices if f"{token.scope} {choice.name}" not in ended]


def _end(token: UnsubscribeToken, name: str) -> None:
    Group.objects.get_or_create(name=f"{token.scope} {name}")


GREETINGS = ScopeKind(_choices, _end, settings_url="preferences")
