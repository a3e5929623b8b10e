"""Writes a zip file piece by piece, so that it is never whole in memory or on disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

# Less costs more CPU time for each byte, and more would be held back from a slow connection.
PIECE_BYTES = 64 * 1024
# As rw-r--r-- in the upper half.
PERMISSIONS = 0o644 << 16


@dataclass(frozen=True)
class ZipEntry:
    """A file in the zip. is_compressed: its content is compressed already, as pictures are."""

    path: str
    pieces: Iterable[bytes]
    is_compressed: bool = False


class _Sink:
    """The file that ZipFile writes to. Without tell() and seek(), so ZipFile only appends."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """ZipFile calls it."""

    def take(self) -> bytes:
        pieces, self.pieces, self.size = self.pieces, [], 0
        return b"".join(pieces)


def zip_stream(entries: Iterable[ZipEntry]) -> Iterator[bytes]:
    """Yields the bytes of the zip. Needs memory for one piece, and 0.5 KB for each entry."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for entry in entries:
            # Zip64: nobody knows yet how long the file becomes.
            with archive.open(_info(entry), "w", force_zip64=True) as file:
                for piece in entry.pieces:
                    file.write(piece)
                    if sink.size >= PIECE_BYTES:
                        yield sink.take()
    yield sink.take()


def _info(entry: ZipEntry) -> ZipInfo:
    now = timezone.now()
    info = ZipInfo(entry.path, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    info.compress_type = ZIP_STORED if entry.is_compressed else ZIP_DEFLATED
    info.external_attr = PERMISSIONS
    return info
