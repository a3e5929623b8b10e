"""What the comments of a wave have in common. All of it has to apply."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.dateparse import parse_datetime

from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.moderation.spam.words import find_hosts

# In percent. What `likeness.py` measured: templates of spam are above the default, others below.
LIKENESS_CHOICES = (40, 50, 60, 70, 80, 90, 100)
DEFAULT_LIKENESS = 50


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """Stored with the wave as JSON: only numbers, times and the host of a link.

    example: the comment that it started from. likeness: how like its text, in percent.
    host: of a link in the text. since, until: when it was posted.
    story: for moderators of the site, who look at one story.
    """

    example: int | None = None
    likeness: int | None = None
    host: str = ""
    member: int | None = None
    ip_hash: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    story: int | None = None
    with_good_standing: bool = False

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:  # A JSONField has no types.
        times = {name: parse_datetime(stored.get(name) or "") for name in ("since", "until")}
        return cls(**{**stored, **times})

    def to_json(self) -> dict[str, object]:
        values = asdict(self)
        for name in ("since", "until"):
            values[name] = values[name].isoformat() if values[name] else None
        return values

    def is_empty(self) -> bool:
        """Whether it would take every comment."""
        by_person = self.member is not None or self.ip_hash is not None
        return not (self.likeness or self.host or by_person or self.since)

    def needs_text(self) -> bool:
        return bool(self.likeness or self.host)

    def narrow(self, comments: CommentQuerySet) -> CommentQuerySet:
        """Returns the comments to which all applies that the database can tell."""
        conditions = {
            "user": self.member,
            "ip_hash": self.ip_hash,
            "story": self.story,
            "posted_at__gte": self.since,
            "posted_at__lte": self.until,
        }
        comments = comments.filter(**{k: v for k, v in conditions.items() if v is not None})
        return comments.filter(body__icontains=self.host) if self.host else comments

    def has_link(self, text: str) -> bool:
        return not self.host or self.host in find_hosts(text)


def hosts_in(comment: Comment) -> list[str]:
    """The hosts of its links, each once."""
    return list(dict.fromkeys(find_hosts(comment.body)))
