"""Where the pictures of manuscripts are stored: with those that authors upload in the editor."""

from collections.abc import Collection
from typing import Protocol

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from accounts.models import User


class PictureStore(Protocol):
    def store(self, picture: "ContentFile[bytes]", by: User) -> str:
        """Stores a re-encoded picture, and returns its name in the default storage."""

    def delete_unshown(self, names: Collection[str]) -> None:
        """Deletes those of these pictures that no text shows."""


def picture_store() -> PictureStore:
    store: PictureStore = import_string(settings.MANUSCRIPT_PICTURES)
    return store
