"""Reads the pictures of a manuscript out of its file, one by one, where its reader found them.

A location is a name in an archive; in RTF and HTML, the part of the file that the picture is, and
how its bytes are written. That of a picture in a file of a zip is two lines: the name of the file,
and the location in it.
"""

import re
from base64 import b64decode
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Final, Self

from serial.manuscripts.documents import Document
from serial.manuscripts.formats.archives import Archive
from serial.manuscripts.limits import MAX_PICTURE_BYTES
from serial.manuscripts.problems import CannotRead, Problem

SEPARATOR: Final = "\n"
_PART: Final = re.compile(r"(hex|base64|binary):([0-9]{1,10})-([0-9]{1,10})\.(?:png|jpg|gif|webp)")
# How many bytes of a file are one of a picture, at most. White space stands between lines.
_LENGTHS: Final = {"hex": 3, "base64": 2, "binary": 1}
_WHITE_SPACE: Final = b" \t\r\n"


class PictureFiles:
    """An open manuscript. Archives in it are opened once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._archive: Archive | None = None
        # The last file of a zip that had pictures: they come file by file.
        self._inner_name = ""
        self._inner: PictureFiles | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        if self._inner is not None:
            self._inner.close()
        if self._archive is not None:
            self._archive.close()

    def read(self, location: str) -> bytes:
        """Raises CannotRead, also above MAX_PICTURE_BYTES."""
        outer, is_inner, rest = location.partition(SEPARATOR)
        if is_inner:
            return self._open_inner(outer).read(rest)
        part = _PART.fullmatch(location)
        if part is not None:
            return self._read_part(part[1], int(part[2]), int(part[3]))
        return self._open_archive().read(location, MAX_PICTURE_BYTES)

    def _open_archive(self) -> Archive:
        if self._archive is None:
            self._archive = Archive(self._file)
        return self._archive

    def _open_inner(self, name: str) -> "PictureFiles":
        if self._inner is None or self._inner_name != name:
            if self._inner is not None:
                self._inner.close()
            self._inner = PictureFiles(BytesIO(self._open_archive().read(name)))
            self._inner_name = name
        return self._inner

    def _read_part(self, kind: str, start: int, end: int) -> bytes:
        if end - start > MAX_PICTURE_BYTES * _LENGTHS[kind]:
            raise CannotRead(Problem.TOO_LARGE_UNPACKED)
        self._file.seek(start)
        data = self._file.read(max(end - start, 0))
        if kind == "binary":
            return data
        digits = data.translate(None, _WHITE_SPACE)
        try:
            if kind == "base64":
                return b64decode(digits, validate=True)
            return bytes.fromhex(digits.decode("ascii"))
        except ValueError as error:
            raise CannotRead(Problem.DAMAGED) from error


def file_name(location: str) -> str:
    """Returns what an author may know the picture by; empty if it is a part of a file."""
    last = location.rpartition(SEPARATOR)[2]
    return "" if _PART.fullmatch(last) else last.rpartition("/")[2]


def add_digests(document: Document, path: Path) -> None:
    """Adds the digests of the document's pictures. Those that cannot be read have none."""
    if not document.pictures:
        return
    with path.open("rb") as file, PictureFiles(file) as files:
        for name, location in document.pictures.items():
            try:
                document.digests[name] = sha256(files.read(location)).hexdigest()
            except CannotRead:
                continue
