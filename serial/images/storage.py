"""Stores files whole: a file that could not be written to the end leaves nothing behind."""

import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile

# In the folder of the stored files, because a rename cannot cross file systems.
UNFINISHED_FOLDER = ".unfinished"


class WholeFileStorage(FileSystemStorage):
    """Writes to another folder first, then renames the file."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        folder = Path(self.location) / UNFINISHED_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as unfinished:
            path = Path(unfinished.name)
            try:
                for chunk in content.chunks():
                    unfinished.write(chunk)
                # A full disk may be noticed only here.
                unfinished.flush()
                return str(super()._save(name, _WrittenFile(unfinished.file, path)))  # type: ignore[misc]
            finally:
                path.unlink(missing_ok=True)


class _WrittenFile(UploadedFile):  # type: ignore[type-arg]
    """A file that FileSystemStorage moves to its place, as it does with a large upload."""

    def __init__(self, file: object, path: Path) -> None:
        super().__init__(file, str(path))  # type: ignore[arg-type]
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)
