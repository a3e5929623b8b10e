from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment


@dataclass(frozen=True, kw_only=True)
class CommentSubmission:
    """A comment as it was sent, before any check.

    form_key: created with the form, so that sending it twice creates one comment.
    user: None for a guest.
    ip: the IP address of a guest; empty if unknown.
    seconds: how long the form was open; None if unknown.
    honeypot: the value of a form field that people cannot see.
    """

    chapter: Chapter
    form_key: UUID
    body: str
    user: User | None = None
    guest_name: str = ""
    ip: str = ""
    parent: Comment | None = None
    paragraph: int | None = None
    quote: str = ""
    seconds: float | None = None
    honeypot: str = ""
    at: datetime = field(default_factory=timezone.now)
