"""Opens zip archives (docx, odt, EPUB, folders) within the limits; nothing is ever unpacked."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from serial.manuscripts.limits import MAX_FILES, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES
from serial.manuscripts.problems import CannotRead, Problem

_CHUNK: Final = 256 * 1024
_ENCRYPTED: Final = 0x1


class Archive:
    """An open zip archive. Its names are only ever names: no file is written by them."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise CannotRead(Problem.DAMAGED) from error
        self._read_bytes = 0
        entries = self._zip.infolist()
        if len(entries) > MAX_FILES:
            raise CannotRead(Problem.TOO_MANY_FILES)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise CannotRead(Problem.ENCRYPTED)
        # Windows programs write "\\".
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in entries}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        return [name for name, entry in self._entries.items() if not entry.is_dir()]

    def chunks(self, name: str, limit: int = MAX_TEXT_BYTES) -> Iterator[bytes]:
        """Yields the content of a file. Counts what really comes out, not what is declared."""
        length = 0
        for chunk in self._raw_chunks(self._entry(name), name):
            length += len(chunk)
            self._read_bytes += len(chunk)
            if length > limit or self._read_bytes > MAX_UNPACKED_BYTES:
                raise CannotRead(Problem.TOO_LARGE_UNPACKED, name)
            yield chunk

    def read(self, name: str, limit: int = MAX_TEXT_BYTES) -> bytes:
        return b"".join(self.chunks(name, limit))

    def _entry(self, name: str) -> ZipInfo:
        try:
            return self._entries[name]
        except KeyError as error:
            raise CannotRead(Problem.DAMAGED, name) from error

    def _raw_chunks(self, entry: ZipInfo, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except (BadZipFile, EOFError, OSError, ValueError, zlib.error) as error:
            raise CannotRead(Problem.DAMAGED, name) from error
        except (NotImplementedError, RuntimeError) as error:
            # A method of compression, or of encryption, that Python does not have.
            raise CannotRead(Problem.DAMAGED, name) from error
