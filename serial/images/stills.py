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
    kind = image.format
    upright = ImageOps.exif_transpose(image)
    # Turning made a copy, so what was unpacked first can go.
    image.close()
    pixels = bare(in_srgb(upright))
    if kind == "JPEG":
        pixels = pixels if pixels.mode in {"L", "RGB"} else pixels.convert("RGB")
        pixels.save(out, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    elif kind == "WEBP":
        pixels.save(out, "WEBP", **(LOSSLESS_WEBP if lossless else LOSSY_WEBP))
    else:
        pixels.save(out, kind, optimize=True)


def bare(image: Image.Image) -> Image.Image:
    """The picture, with the transparent colour of a palette but with no other word beside it.

    Changes what it is given: a copy of the largest pictures weighs a hundred megabytes.
    """
    kept = {"transparency": image.info["transparency"]} if "transparency" in image.info else {}
    image.info = kept  # type: ignore[assignment]
    if hasattr(image, "_exif"):
        image._exif = None
    return image
