from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment


@dataclass(frozen=True, kw_only=True)
class CommentSubmission:
    """What somebody sends. `form_key` is made with the form; `ip` is where a guest writes from,
    empty where that cannot be told.

    seconds: how long the form was open; None where that cannot be told.
    """

    chapter: Chapter
    form_key: UUID
    body: str
    user: User | None = None
    guest_name: str = ""
    guest_email: str = ""
    ip: str = ""
    parent: Comment | None = None
    paragraph: int | None = None
    quote: str = ""
    seconds: float | None = None
    honeypot: str = ""
    at: datetime = field(default_factory=timezone.now)
