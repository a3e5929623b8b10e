"""A member's archive: everything that the registry exports, as a zip. See docs/archive.md."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from serial.archive.download.zip_stream import ZipEntry, zip_stream
from serial.archive.registry.entries import personal_data
from serial.export_rows import as_json
from serial.personal_data import ArchiveFile, Files, JsonLines, Row

FORMAT = "serial-archive"
# Increase it when a file or field is renamed or removed, or gets another meaning.
VERSION = 1
FILE_PIECE_BYTES = 64 * 1024


class Archive:
    """The archive of one member at one moment. Can be read once."""

    def __init__(self, user: User, at: datetime | None = None) -> None:
        self.user = user
        self.at = at or timezone.now()
        self.row_counts: dict[str, int] = {}
        self.missing_files: list[str] = []
        self.paths: set[str] = set()
        # Now, because the member's language is not active any more when the zip is sent.
        self.readme = self._readme()

    def name(self) -> str:
        return f"{FORMAT}-{self.user.username}-{self.at:%Y-%m-%d}"

    def stream(self) -> Iterator[bytes]:
        return zip_stream(self._entries())

    def _entries(self) -> Iterator[ZipEntry]:
        yield ZipEntry("README.md", [self.readme.encode()])
        for entry in personal_data():
            for export in entry.exports:
                if isinstance(export, JsonLines):
                    yield ZipEntry(export.path, self._lines(export))
                else:
                    yield from self._files(export)
        # The last one, because it says what the others have.
        yield ZipEntry("manifest.json", [as_json(self._manifest(), indent=2).encode()])

    def _lines(self, export: JsonLines) -> Iterator[bytes]:
        count = 0
        for count, row in enumerate(export.rows(self.user), start=1):  # noqa: B007
            yield f"{as_json(row)}\n".encode()
        self.row_counts[export.path] = count

    def _files(self, export: Files) -> Iterator[ZipEntry]:
        for file in export.files(self.user):
            # A picture that is used twice.
            if file.path in self.paths:
                continue
            self.paths.add(file.path)
            if isinstance(file.content, str):
                yield ZipEntry(file.path, [file.content.encode()])
            else:
                yield from self._stored_file(file, file.content)

    def _stored_file(self, file: ArchiveFile, content: "File[bytes]") -> Iterator[ZipEntry]:
        try:
            content.open("rb")
        except (OSError, SuspiciousFileOperation):
            self.missing_files.append(file.path)
            return
        with content:
            yield ZipEntry(file.path, content.chunks(FILE_PIECE_BYTES), is_compressed=True)

    def _readme(self) -> str:
        context = {
            "username": self.user.username,
            "at": self.at,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "entries": exported(),
        }
        return render_to_string("archive/readme.txt", context)

    def _manifest(self) -> Row:
        return {
            "format": FORMAT,
            "version": VERSION,
            "site": settings.SITE_URL,
            "username": self.user.username,
            "created_at": self.at,
            "rows": self.row_counts,
            "missing_files": self.missing_files,
        }


def exported() -> Iterable[tuple[str, str]]:
    """Yields the path of each file or folder in an archive, and what it holds."""
    for entry in personal_data():
        for export in entry.exports:
            if isinstance(export, JsonLines):
                yield export.path, str(export.about or entry.holds)
            else:
                yield export.folder, str(entry.holds)
