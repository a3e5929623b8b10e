from collections.abc import Iterable, Mapping

from django.core.files.storage import default_storage
from django.db import models

from serial.manuscripts.models.manuscript_import import ManuscriptImport
from serial.stories.models import Story


class ImportedPictureQuerySet(models.QuerySet["ImportedPicture"]):
    def known_in(self, story: Story, digests: Mapping[str, str]) -> dict[str, str]:
        """Returns the files of pictures that earlier imports into the story stored, by name.

        digests: by name, of the pictures that are asked for.
        """
        stored = self.filter(act__story=story, digest__in=set(digests.values())).exclude(file="")
        files = dict(stored.order_by("pk").values_list("digest", "file"))
        return {name: files[digest] for name, digest in digests.items() if digest in files}


class ImportedPicture(models.Model):
    """A picture of a manuscript that an import took along, or why it did not."""

    act = models.ForeignKey(ManuscriptImport, on_delete=models.CASCADE, related_name="pictures")
    # In the document ("picture:1").
    name = models.CharField(max_length=20)
    # Of the picture as it is in the manuscript, so that another import knows it again.
    digest = models.CharField(max_length=64, blank=True)
    # In the default storage; empty if it was left out, for the reason.
    file = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = ImportedPictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "name"], name="imported_picture_once"),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.name}"


def urls_of(files: Mapping[str, str], names: Iterable[str] | None = None) -> dict[str, str]:
    """Returns the URL of each file that is still there, by the same names."""
    return {
        name: default_storage.url(file)
        for name, file in files.items()
        if (names is None or name in names) and default_storage.exists(file)
    }
