"""Which files are pictures to us, told by their first bytes and never by their names."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

# A progressive JPEG has about ten scans. Each costs a walk over all pixels and may take up
# sixty bytes, so that ten megabytes of them would keep a process busy for an hour.
MAX_SCANS: Final = 300
SCAN_BEGINS: Final = b"\xff\xda"

# As Pillow advises; a warning that nobody reads protects nobody.
warnings.simplefilter("error", Image.DecompressionBombWarning)


def open_picture(data: bytes) -> ImageFile:
    """The picture with its header read and no pixel unpacked; ValueError where it is none.

    Image.open() is not asked: it warns of a large picture before we can refuse it, and takes
    the photographs of many telephones, which carry a brightness map behind them, for "MPO".
    """
    if data.startswith(b"\xff\xd8\xff"):
        if data.count(SCAN_BEGINS) > MAX_SCANS:
            raise ValueError("more scans than any picture needs")
        return JpegImageFile(BytesIO(data))
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile(BytesIO(data))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GifImageFile(BytesIO(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WebPImageFile(BytesIO(data))
    raise ValueError("neither JPEG, PNG, GIF nor WebP")
