"""What the tokens of unsubscribe links end. The apps above say it, with the setting
UNSUBSCRIBE_SCOPES: of "story:3" it has the ScopeKind "story"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from serial.mail.models import UnsubscribeToken


@dataclass(frozen=True)
class Choice:
    """Something that a token can end.

    name: in the form. label: of the button, such as "Stop emails about The Salt Ledger".
    done: the sentence after it, such as "You get no more emails about The Salt Ledger."
    """

    name: str
    label: str
    done: str


@dataclass(frozen=True)
class ScopeKind:
    """choices: what a token can end. The first is what one click in a mail program ends. None if
    there is nothing left to end.

    end: ends the choice with this name. It may be called again.
    settings_url: the name of the URL of the page with all settings.
    """

    choices: Callable[[UnsubscribeToken], Sequence[Choice]]
    end: Callable[[UnsubscribeToken, str], None]
    settings_url: str = ""


def scope_kind(token: UnsubscribeToken) -> ScopeKind:
    """Raises LookupError if no app knows this scope any more."""
    kind: ScopeKind = import_string(
        settings.UNSUBSCRIBE_SCOPES[token.scope.partition(":")[0]],
    )
    return kind
