"""Closes the review items of what was deleted for good: stories, chapters, people, comments."""

from datetime import timedelta

from django.db import transaction

from serial.jobs.kinds import Arguments, JobKind
from serial.moderation.models import ReviewItem
from serial.moderation.review.items import lock_item, update_item
from serial.moderation.subjects.registry import load_subject


def close_gone_items(arguments: Arguments) -> None:
    """The job of GONE_ITEMS_JOB. What was deleted is deleted below this layer, so a job looks."""
    for pk in list(ReviewItem.objects.waiting().gone().order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            item = lock_item(pk)
            update_item(item, load_subject(item), is_reported=False)


GONE_ITEMS_JOB = JobKind("close-gone-items", close_gone_items, every=timedelta(minutes=10))
