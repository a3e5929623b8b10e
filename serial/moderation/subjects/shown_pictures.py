"""Taking a picture off the page that shows it, and putting it back.

A story without its cover gets a drawn one. A picture in a text stays there, and is not served.
"""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import MemberProfile, PenName
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
        PenName.objects.filter(pk=pen_name.pk).update(picture="")
        return {"pen_name": pen_name.pk}
    for profile in MemberProfile.objects.filter(picture=name):
        MemberProfile.objects.filter(pk=profile.pk).update(picture="")
        return {"profile": profile.pk}
    return {}


def put_back_on(name: str, shown_by: ShownBy) -> None:
    """Does nothing where its author has chosen another picture meanwhile."""
    for story in Story.objects.filter(pk=shown_by.get("story", NONE), cover=""):
        _set_cover(story, name)
    PenName.objects.filter(pk=shown_by.get("pen_name", NONE), picture="").update(picture=name)
    MemberProfile.objects.filter(pk=shown_by.get("profile", NONE), picture="").update(picture=name)


def _set_cover(story: Story, name: str) -> None:
    Story.objects.filter(pk=story.pk).update(cover=name)
    story.cover = name
    draw_cover(story)


def _delete_reduced(drawn: str) -> None:
    """The reduced pictures that pages showed have URLs of their own."""
    for ending in (PICTURE, PICTURE_THUMB, PREVIEW) if drawn else ():
        path = f"{DRAWN_FOLDER}/{drawn}{ending}"
        transaction.on_commit(partial(default_storage.delete, path))
