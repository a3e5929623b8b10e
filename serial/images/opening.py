"""Opens images. The format is detected from the first bytes, never from the file name."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

# A progressive JPEG has about ten scans. Each scan can take as few as sixty bytes and costs a pass
# over all pixels, so ten megabytes of scans would keep a process busy for an hour.
MAX_SCANS: Final = 300
START_OF_SCAN: Final = b"\xff\xda"

# As Pillow recommends: fail instead of logging a warning.
warnings.simplefilter("error", Image.DecompressionBombWarning)


def open_image(data: bytes) -> ImageFile:
    """Returns the image with its header read and no pixels decoded.

    Raises ValueError if the data is not a JPEG, PNG, GIF or WebP.

    Does not use Image.open(), for two reasons: it warns of large images before we can reject them,
    and it opens many phone photos, which have a second image with brightness data, as "MPO".
    """
    if data.startswith(b"\xff\xd8\xff"):
        if data.count(START_OF_SCAN) > MAX_SCANS:
            raise ValueError("too many scans")
        return JpegImageFile(BytesIO(data))
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile(BytesIO(data))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GifImageFile(BytesIO(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WebPImageFile(BytesIO(data))
    raise ValueError("not a JPEG, PNG, GIF or WebP")
