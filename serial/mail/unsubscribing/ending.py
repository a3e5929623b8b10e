"""Ending what a token ends, for the page and for emails to the unsubscribe address."""

from serial.mail.models import UnsubscribeToken
from serial.mail.unsubscribing.scopes import Choice, scope_kind


def choices_of(token: UnsubscribeToken) -> list[Choice]:
    return list(scope_kind(token).choices(token))


def end_choice(token: UnsubscribeToken, name: str = "") -> Choice | None:
    """Ends the choice with this name, or the first one. Returns what was ended, if anything."""
    choices = choices_of(token)
    chosen = next((choice for choice in choices if choice.name == name), None)
    if chosen is None and choices and not name:
        chosen = choices[0]
    if chosen is not None:
        scope_kind(token).end(token, chosen.name)
    return chosen
