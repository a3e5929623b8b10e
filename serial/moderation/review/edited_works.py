"""Opens what was reported again when its author has edited it since the decision.

Comments tell it themselves (serial/moderation/observing.py). Stories, chapters, announcements,
pen names and profiles are saved in many places, so a job compares their revisions.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from serial.jobs.kinds import Arguments, JobKind
from serial.moderation.choices import Status, SubjectKind
from serial.moderation.models import Report, ReviewItem
from serial.moderation.review.items import lock_item, update_item
from serial.moderation.subjects.registry import lock_subject, subject_of

# A picture that is replaced has another name.
EDITABLE = (
    *(SubjectKind.STORY, SubjectKind.CHAPTER, SubjectKind.ANNOUNCEMENT),
    *(SubjectKind.PEN_NAME, SubjectKind.PROFILE),
)
LOADED = ("story", "chapter__story", "announcement__story", "pen_name", "profile")


def open_edited_works(arguments: Arguments) -> None:
    """The job of EDITED_WORKS_JOB."""
    was_reported = Exists(Report.objects.filter(item=OuterRef("pk")))
    items = ReviewItem.objects.filter(was_reported, status=Status.DECIDED, kind__in=EDITABLE)
    for item in items.select_related(*LOADED).order_by("pk"):
        thing = item.subject()
        if thing and not isinstance(thing, str) and subject_of(thing).revision() != item.revision:
            _open(item)


@transaction.atomic
def _open(item: ReviewItem) -> None:
    """Of what was deleted, only the revision is stored."""
    subject = lock_subject(item)
    locked = lock_item(item.pk)
    if locked.status == Status.DECIDED and subject.revision() != locked.revision:
        update_item(locked, subject, is_reported=True)


EDITED_WORKS_JOB = JobKind("open-edited-works", open_edited_works, every=timedelta(minutes=10))
