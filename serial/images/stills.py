"""Writing a picture that does not move."""

from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

from serial.images.colours import in_srgb

JPEG_QUALITY: Final = 88
# Lossless packing at its thoroughest takes half a minute over the largest pictures.
LOSSLESS_WEBP: Final[dict[str, Any]] = {"lossless": True, "quality": 20, "method": 1}
LOSSY_WEBP: Final[dict[str, Any]] = {"quality": 90, "method": 4}


def save_still(image: ImageFile, out: BytesIO, *, lossless: bool) -> None:
    """Writes the pixels, upright and in sRGB; `lossless` says how a WebP's are packed."""
    pixels = bare(in_srgb(ImageOps.exif_transpose(image)))
    if image.format == "JPEG":
        pixels = pixels if pixels.mode == "L" else pixels.convert("RGB")
        pixels.save(out, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    elif image.format == "WEBP":
        pixels.save(out, "WEBP", **(LOSSLESS_WEBP if lossless else LOSSY_WEBP))
    else:
        pixels.save(out, image.format, optimize=True)


def bare(image: Image.Image) -> Image.Image:
    """The pixels, with the transparent colour of a palette but with no other word beside them."""
    kept = {"transparency": image.info["transparency"]} if "transparency" in image.info else {}
    copy = image.copy()
    copy.info = kept  # type: ignore[assignment]
    if hasattr(copy, "_exif"):
        copy._exif = None
    return copy
