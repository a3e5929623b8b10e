"""Zip files whose bytes depend on their content alone."""

from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The earliest that zip can write: no file says when it was made.
_DATE = (1980, 1, 1, 0, 0, 0)
# As rw-r--r-- in the upper half.
_PERMISSIONS = 0o644 << 16
# Written as on Unix wherever the site runs.
_UNIX = 3


class SortedZip:
    """Writes entries in the order of their paths, after the first. Holds one entry in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = ZipFile(file, "w")
        self.last_path = ""

    def add_first(self, path: str, content: bytes) -> None:
        """Adds what has to be the first entry, not compressed."""
        self.archive.writestr(_info(path, is_compressed=True), content)

    def add(self, path: str, content: bytes, *, is_compressed: bool = False) -> None:
        """is_compressed: the content is compressed already, as pictures are."""
        if path <= self.last_path:
            raise ValueError(f"{path} comes before {self.last_path}.")
        self.last_path = path
        self.archive.writestr(_info(path, is_compressed=is_compressed), content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.archive.close()


def _info(path: str, *, is_compressed: bool) -> ZipInfo:
    info = ZipInfo(path, _DATE)
    info.compress_type = ZIP_STORED if is_compressed else ZIP_DEFLATED
    info.external_attr = _PERMISSIONS
    info.create_system = _UNIX
    return info
