"""Encodes still images."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

from serial.images.colour_profiles import convert_to_srgb

JPEG_QUALITY: Final = 88
# The best lossless compression takes half a minute for the largest images.
LOSSLESS_WEBP: Final[dict[str, int]] = {"lossless": True, "quality": 20, "method": 1}
LOSSY_WEBP: Final[dict[str, int]] = {"quality": 90, "method": 4}


def save_still(image: ImageFile, out: BytesIO, *, lossless: bool) -> None:
    """Writes the pixels, upright and in sRGB.

    lossless: how to compress a WebP; other formats ignore it.
    """
    image_format = image.format
    upright = ImageOps.exif_transpose(image)
    # exif_transpose() made a copy, so the decoded original can be freed.
    image.close()
    pixels = strip_metadata(convert_to_srgb(upright))
    if image_format == "JPEG":
        pixels = pixels if pixels.mode in {"L", "RGB"} else pixels.convert("RGB")
        pixels.save(out, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    elif image_format == "WEBP":
        pixels.save(out, "WEBP", **(LOSSLESS_WEBP if lossless else LOSSY_WEBP))
    else:
        pixels.save(out, image_format, optimize=True)


def strip_metadata(image: Image.Image) -> Image.Image:
    """Removes all metadata except the transparent colour of a palette; returns the same object.

    Changes the image in place, because a copy of the largest images takes a hundred megabytes.
    """
    info = {"transparency": image.info["transparency"]} if "transparency" in image.info else {}
    image.info = info  # type: ignore[assignment]
    if hasattr(image, "_exif"):
        image._exif = None
    return image
