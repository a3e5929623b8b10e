"""The digest: what happened in a day or a week, in one email at the hour of the member."""

from serial.mail.messages.message import Message, Recipient
from serial.mail.models import OutboxEmail
from serial.notifications.channels import channels_of
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.digest_sections import fill_sections, title_of
from serial.notifications.email.digests import read_digest
from serial.notifications.email.rendering import render_email


def compose_digest(row: OutboxEmail, recipient: Recipient) -> Message | None:
    """None if the member has seen all of it, or may not see any of it now."""
    user = recipient.user
    digest = read_digest(row, user, channels_of(user)) if user else None
    sections = fill_sections(digest) if digest else []
    if not digest or not sections:
        return None
    title = title_of(sections)
    context = {
        "title": title,
        "preheader": ", ".join(str(item) for section in sections for item in section.items),
        "sections": sections,
        "is_weekly": EmailFrequency.WEEKLY in digest.since,
        "unsubscribe_url": recipient.unsubscribe_url,
    }
    text, html = render_email("digest", context)
    return Message(subject=title, text=text, html=html, thread="digest", list_slug="digest")
