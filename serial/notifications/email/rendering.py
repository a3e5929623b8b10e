"""An email in the look of the site: its plain text and its HTML."""

from dataclasses import replace
from secrets import token_hex

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from serial.mail.messages.message import Message

# Stands for the link of each recipient in an email that is rendered once for many. It is random,
# so that no text can contain it.
UNSUBSCRIBE_MARK = token_hex(16)
PREHEADER_LENGTH = 200
# Longer ones are texts without spaces.
LONG_WORD = 30


def render_email(name: str, context: dict[str, object]) -> tuple[str, str]:
    """Renders the templates email/<name>.txt and email/<name>.html."""
    values = {
        "site_name": settings.SITE_NAME,
        "site_url": absolute(reverse("home")),
        "notifications_url": absolute(reverse("notifications")),
        "settings_url": absolute(reverse("notification_settings")),
        "now": timezone.now(),
        **context,
        "preheader": _beginning(str(context["preheader"])),
    }
    text = render_to_string(f"email/{name}.txt", values)
    return _without_blank_runs(text), render_to_string(f"email/{name}.html", values)


def with_unsubscribe_url(message: Message, url: str) -> Message:
    """Returns the message with this URL in place of UNSUBSCRIBE_MARK."""
    text = message.text.replace(UNSUBSCRIBE_MARK, url)
    return replace(message, text=text, html=message.html.replace(UNSUBSCRIBE_MARK, escape(url)))


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _beginning(text: str) -> str:
    """Cuts it for lists of emails, after a word if the language has spaces between words."""
    if len(text) <= PREHEADER_LENGTH:
        return text
    start = text[:PREHEADER_LENGTH]
    words, _, rest = start.rpartition(" ")
    cut = words if words and len(rest) < LONG_WORD else start
    return f"{cut.rstrip(' .,:;')}…"


def _without_blank_runs(text: str) -> str:
    """Templates leave blank lines where their tags stand."""
    # "-- " with its blank begins what mail programs show as a signature.
    lines = [line if line == "-- " else line.rstrip() for line in text.strip().split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept) + "\n"
