"""Taking a picture off the page that shows it, and putting it back.

A story without its cover gets a drawn one. A picture in a text stays there, and is not served.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import MemberProfile, PenName
from serial.moderation.models import Decision, Report, ReviewItem
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.people import subject_of_person
from serial.moderation.subjects.stories import StorySubject
from serial.stories.cover_links import DRAWN_FOLDER, PICTURE, PICTURE_THUMB, PREVIEW
from serial.stories.covers import draw_cover
from serial.stories.models import Story

# What stands for a picture that was taken off: the model and the primary key of what showed it.
ShownBy = dict[str, int]
# No row has this primary key.
NONE = 0


def take_off(name: str) -> ShownBy:
    """Returns what showed the picture; {} for one in a text."""
    for story in Story.objects.filter(cover=name):
        _delete_reduced(story.drawn_cover)
        _set_cover(story, "")
        return {"story": story.pk}
    for pen_name in PenName.objects.filter(picture=name):
        _set_picture(pen_name, "")
        return {"pen_name": pen_name.pk}
    for profile in MemberProfile.objects.filter(picture=name):
        _set_picture(profile, "")
        return {"profile": profile.pk}
    return {}


def put_back_on(name: str, shown_by: ShownBy) -> None:
    """Does nothing where its author has chosen another picture meanwhile."""
    for story in Story.objects.filter(pk=shown_by.get("story", NONE), cover=""):
        _set_cover(story, name)
    for pen_name in PenName.objects.filter(pk=shown_by.get("pen_name", NONE), picture=""):
        _set_picture(pen_name, name)
    for profile in MemberProfile.objects.filter(pk=shown_by.get("profile", NONE), picture=""):
        _set_picture(profile, name)


def _set_cover(story: Story, name: str) -> None:
    with _same_revision(StorySubject(story)):
        Story.objects.filter(pk=story.pk).update(cover=name)
        story.cover = name
    draw_cover(story)


def _set_picture(row: PenName | MemberProfile, name: str) -> None:
    with _same_revision(subject_of_person(row)):
        row.picture = name
        row.save(update_fields=["picture"])


@contextmanager
def _same_revision(subject: Subject) -> Iterator[None]:
    """What a moderator does to a picture is no edit of the thing that shows it: what was reported
    and decided about it was about what it is now.
    """
    before = subject.revision()
    yield
    items = ReviewItem.objects.filter(**subject.item_fields())
    for rows in (
        items,
        Decision.objects.filter(item__in=items),
        Report.objects.filter(item__in=items),
    ):
        rows.filter(revision=before).update(revision=subject.revision())


def _delete_reduced(drawn: str) -> None:
    """The reduced pictures that pages showed have URLs of their own."""
    for ending in (PICTURE, PICTURE_THUMB, PREVIEW) if drawn else ():
        path = f"{DRAWN_FOLDER}/{drawn}{ending}"
        transaction.on_commit(partial(default_storage.delete, path))
