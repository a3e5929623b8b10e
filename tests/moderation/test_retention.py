"""IP hashes of guests' reports are erased after 30 days, and what old reports say after a year."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from serial.moderation.models import Report, ReviewItem
from serial.moderation.time_limits import REPORT_PERIOD
from serial.stories.models import Story
from serial.web.ip_hash import IP_HASH_PERIOD

DAY = timedelta(days=1)


def make_report(item: ReviewItem, age: timedelta, **fields: object) -> Report:
    at = timezone.now() - age
    words = "It is copied."
    judged_at = at if "outcome" in fields else None
    return Report.objects.create(
        **{"item": item, "reason": "other", "words": words, "received_at": at, **fields},
        judged_at=judged_at,
    )


def test_old_reports_are_erased_daily(story: Story, reader: User) -> None:
    item = ReviewItem.objects.create(kind="story", story=story, status="decided")
    ages = {"new": IP_HASH_PERIOD - DAY, "old": IP_HASH_PERIOD + DAY}
    guests = {name: make_report(item, age, ip_hash=name) for name, age in ages.items()}
    long_ago = REPORT_PERIOD + DAY
    judged = make_report(item, long_ago, reporter=reader, outcome="upheld", email="a@example.org")
    undecided = make_report(item, long_ago, email="b@example.org")
    call_command("purge_reports")
    for report in (*guests.values(), judged, undecided):
        report.refresh_from_db()
    assert [guests["new"].ip_hash, guests["old"].ip_hash] == ["new", ""]
    assert guests["old"].words and undecided.words and undecided.email
    assert (judged.words, judged.email, judged.reporter, judged.reason) == ("", "", None, "other")
