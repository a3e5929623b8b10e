"""Deletes what a member typed and uploaded at the desk when their account is erased."""

from serial.desk.models import IgnoredCheck, Upload, WorkingCopy
from serial.desk.shown_pictures import shown_pictures
from serial.erasure import Erasure


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS), after the stories.

    Pictures that a text of somebody else, or of a story that stays, shows are kept.
    """
    WorkingCopy.objects.filter(typed_by=erasure.user_id).delete()
    # They may quote drafts.
    IgnoredCheck.objects.filter(story__in=erasure.without_author).delete()
    uploads = list(Upload.objects.filter(uploaded_by=erasure.user_id))
    folders = {(upload.file.name or "").rpartition("/")[0] for upload in uploads}
    shown = (
        set(shown_pictures(folders, without_biographies_of=erasure.user_id)) if folders else set()
    )
    unused = [upload for upload in uploads if upload.file.name not in shown]
    erasure.add_files(upload.file.name or "" for upload in unused)
    Upload.objects.filter(pk__in=[upload.pk for upload in unused]).delete()
