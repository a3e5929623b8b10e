"""Pages of members, kept without the values that differ between members.

The parts between these values are kept compressed as well. A response only compresses the values:
for a story of 1,000 chapters, replacing them in the text and compressing all of it took more than
half of the request.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers

from serial.web.cache_headers import PRIVATE
from serial.web.page_cache import HTML

# Parts are compressed on their own, so the same level gives more bytes than for a whole page. Of a
# chapter, level 2 takes 0.2 ms for 11.6 KB, level 4 0.4 for 10.9, level 6 0.8 for 10.6.
COMPRESSION_LEVEL = 4
# A compressor takes 256 KB of memory, too much for a token or a letter.
MIN_COMPRESSED = 200
# See RFC 1952: no name and no time, from an unknown system.
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
# An empty block that says that it is the last one (RFC 1951).
LAST_BLOCK = b"\x03\x00"


@dataclass(frozen=True)
class MemberPage:
    """A page with gaps: its parts, plain and as blocks of deflate, and the value in each gap.

    names: of the values after each part but the last. A name can occur several times.
    """

    parts: tuple[bytes, ...]
    deflated: tuple[bytes, ...]
    names: tuple[str, ...]

    @classmethod
    def from_html(cls, html: str, mark: str) -> "MemberPage":
        """mark: stands before and after each name, in place of its value."""
        pieces = html.split(mark)
        parts = tuple(piece.encode() for piece in pieces[::2])
        return cls(parts, tuple(_deflate(parts)), tuple(pieces[1::2]))

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))

    def content(self, values: Mapping[str, object]) -> bytes:
        """values: of each name, as HTML."""
        return b"".join(_interleave(self.parts, self._in_gaps(_encode(values))))

    def gzipped(self, values: Mapping[str, object]) -> bytes:
        encoded = _encode(values)
        deflated = {name: _block(value) for name, value in encoded.items()}
        blocks = _interleave(self.deflated, self._in_gaps(deflated))
        checksum = size = 0
        for piece in _interleave(self.parts, self._in_gaps(encoded)):
            checksum, size = zlib.crc32(piece, checksum), size + len(piece)
        end = checksum.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
        return b"".join((GZIP_HEADER, *blocks, LAST_BLOCK, end))

    def _in_gaps(self, values: Mapping[str, bytes]) -> list[bytes]:
        return [values[name] for name in self.names]


def member_response(
    request: HttpRequest, page: MemberPage, values: Mapping[str, object]
) -> HttpResponse:
    """Returns a response with a member's own page. Shared caches must not store it."""
    gzipped = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
    content = page.gzipped(values) if gzipped else page.content(values)
    response = HttpResponse(content, content_type=HTML)
    response.headers["Cache-Control"] = PRIVATE
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _encode(values: Mapping[str, object]) -> dict[str, bytes]:
    return {name: str(value).encode() for name, value in values.items()}


def _deflate(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yields blocks for each part, which end at a byte and refer to nothing before them."""
    compressor = zlib.compressobj(COMPRESSION_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    for part in parts:
        yield compressor.compress(part) + compressor.flush(zlib.Z_FULL_FLUSH)


def _block(value: bytes) -> bytes:
    """Returns the same for one value. A short one is stored as it is."""
    if len(value) >= MIN_COMPRESSED:
        return b"".join(_deflate([value]))
    size = len(value)
    return b"\0" + size.to_bytes(2, "little") + (0xFFFF - size).to_bytes(2, "little") + value


def _interleave(parts: tuple[bytes, ...], in_gaps: list[bytes]) -> list[bytes]:
    pieces = [b""] * (len(parts) + len(in_gaps))
    pieces[::2], pieces[1::2] = parts, in_gaps
    return pieces
