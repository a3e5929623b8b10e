"""Email: how it is sent, by which functions it is written, and how people unsubscribe."""

from serial import environment as env
from serial.settings.site import DEBUG, SITE_HOST, SITE_NAME

vars().update(env.email("consolemail://" if DEBUG else "smtp://127.0.0.1:25"))
DEFAULT_FROM_EMAIL = env.env.str("EMAIL_FROM", f"{SITE_NAME} <serial@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# In seconds, for each step: without it, a mail server that says nothing would stop the worker.
EMAIL_TIMEOUT = 30
# How many emails of the outbox are sent at most: (number, seconds), or None (serial/mail/sending/).
EMAIL_RATE = env.email_rate("EMAIL_RATE")
# How many workers may send at the same time, each over a connection of its own.
EMAIL_CONNECTIONS = env.whole_number("EMAIL_CONNECTIONS", 4)
# Where mail servers return what they cannot deliver (serial/mail/bounces/return_address.py).
EMAIL_RETURN_ADDRESS = env.email_address("EMAIL_RETURN_ADDRESS")
# Functions that write an email of the outbox when it is sent, by its kind
# (serial/mail/messages/message.py).
EMAIL_COMPOSERS = {
    "chapter": "serial.notifications.email.chapter_email.compose_chapter_email",
    "event": "serial.notifications.email.event_email.compose_event_email",
    "digest": "serial.notifications.email.digest_email.compose_digest",
    "guest-confirmation": "serial.notifications.guests.emails.compose_confirmation",
    "guest-reply": "serial.notifications.guests.emails.compose_reply",
}
# Jobs that write emails to many members. While one of them is at work, none are sent
# (serial/mail/sending/waiting.py).
EMAIL_WRITING_JOBS = ["queue-followers", "tell-followers"]
# What the tokens of unsubscribe links end, by the part of their scope before the colon
# (serial/mail/unsubscribing/scopes.py).
UNSUBSCRIBE_SCOPES = {
    "story": "serial.notifications.email.unsubscribing.STORY_SCOPE",
    "kind": "serial.notifications.email.unsubscribing.KIND_SCOPE",
    "digest": "serial.notifications.email.unsubscribing.DIGEST_SCOPE",
    "thread": "serial.notifications.guests.unsubscribing.THREAD_SCOPE_KIND",
    "address": "serial.notifications.guests.unsubscribing.ADDRESS_SCOPE_KIND",
}
