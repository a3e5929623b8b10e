"""What the worker sends to guests."""

import re

from django.core.mail import EmailMultiAlternatives

from tests.notifications.email.telling import send


def sent() -> list[EmailMultiAlternatives]:
    """Sends what waits. Returns the emails, without those to members."""
    return [email for email in send() if email.to != ["rosa@example.org"]]


def link_in(email: EmailMultiAlternatives, path: str) -> str:
    """Returns the path of the link that begins with it."""
    match = re.search(rf"http://testserver({path}[^\s]*)", str(email.body))
    assert match, email.body
    return match[1]
