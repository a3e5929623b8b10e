"""The announcements of a digest."""

from django.db.models import Q

from serial.notifications.channels import story_emails_for
from serial.notifications.email.digests import Digest
from serial.notifications.email.event_lines import EventLine, line_of, tellable_in
from serial.notifications.kinds import ANNOUNCEMENT

QUOTE_LENGTH = 400
MOST_ANNOUNCEMENTS = 50


def find_announcements(digest: Digest) -> list[EventLine]:
    """Returns those that the member may read now and has not read, as they chose by story."""
    in_time = Q()
    for frequency in digest.since:
        in_time |= digest.found_in_time(frequency, "queued_at")
    rows = tellable_in(digest.user, ANNOUNCEMENT, in_time)[:MOST_ANNOUNCEMENTS]
    found = [(row, row.announcement.story_id) for row in rows if row.announcement is not None]
    emails = story_emails_for(digest.user.pk, ANNOUNCEMENT, {story for _row, story in found})
    return [
        line_of(row, QUOTE_LENGTH)
        for row, story in found
        if row.queued_at is not None and digest.has(emails[story], row.queued_at)
    ]
