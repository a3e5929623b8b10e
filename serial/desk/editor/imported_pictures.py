"""Stores the pictures of manuscripts as uploads of their author (MANUSCRIPT_PICTURES)."""

from collections.abc import Collection

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from serial.desk.models import Upload
from serial.desk.shown_pictures import shown_pictures


class ImportedPictures:
    def store(self, picture: "ContentFile[bytes]", by: User) -> str:
        """UPLOADS_PER_HOUR does not count them: MANUSCRIPTS_PER_HOUR and MAX_PICTURES do."""
        upload = Upload(uploaded_by=by, size=picture.size, is_imported=True)
        upload.file.save(picture.name or "", picture, save=False)
        upload.save()
        return upload.file.name or ""

    def delete_unshown(self, names: Collection[str]) -> None:
        folders = {name.rpartition("/")[0] for name in names}
        shown = set(shown_pictures(folders)) if folders else set()
        unshown = [name for name in names if name not in shown]
        with transaction.atomic():
            Upload.objects.filter(file__in=unshown, is_imported=True).delete()
            for name in unshown:
                transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]


STORE = ImportedPictures()
