"""Re-encodes uploaded images from their pixels, so that no other data of the upload is stored."""

from io import BytesIO
from typing import IO, Final
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from PIL.ImageFile import ImageFile

from serial.images.animations import save_animation
from serial.images.opening import open_image
from serial.images.stills import save_still

# The formats we read, with the extension of the file that we write.
EXTENSIONS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
MEGABYTE: Final = 1024 * 1024


def reencode(
    file: IO[bytes], *, max_bytes: int, max_pixels: int, max_frames: int
) -> "ContentFile[bytes]":
    """Returns a new file with a random name, in the same format.

    Keeps the pixels, in sRGB and upright. Removes everything else, such as the location of a photo,
    comments, and data after the end of the image.

    max_pixels: for an animation, the pixels of all frames together.

    Raises ValidationError, with a message that says what to do, if the file is not a valid JPEG,
    PNG, WebP or GIF within the limits.
    """
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ValidationError(
            _(
                "This picture is too large. The limit is %(limit)d MB. "
                "Save it at a smaller size and try again."
            ),
            params={"limit": max_bytes // MEGABYTE},
        )
    try:
        with open_image(data) as image:
            _check_size(image, max_pixels, max_frames)
            name = f"{uuid4().hex}.{EXTENSIONS[image.format or '']}"
            return ContentFile(_encode(image, data), name=name)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(max_pixels) from error
    except Exception as error:
        # Decoders raise all kinds of errors for damaged files.
        raise ValidationError(
            _("This file cannot be read as a picture. Use a JPEG, PNG, WebP or GIF file.")
        ) from error


def _count_frames(image: ImageFile) -> int:
    return getattr(image, "n_frames", 1)


def _check_size(image: ImageFile, max_pixels: int, max_frames: int) -> None:
    """Checks the size in the header, before any pixels are decoded."""
    frames = _count_frames(image)
    if frames > max_frames:
        raise ValidationError(
            _(
                "This animation has too many frames. The limit is %(limit)d. "
                "Make it shorter and try again."
            ),
            params={"limit": max_frames},
        )
    if image.width * image.height * frames > max_pixels:
        raise _too_many_pixels(max_pixels)


def _too_many_pixels(max_pixels: int) -> ValidationError:
    return ValidationError(
        _(
            "This picture has too many pixels. The limit is %(limit)d million. "
            "Make it smaller and try again."
        ),
        params={"limit": max_pixels // 1_000_000},
    )


def _encode(image: ImageFile, data: bytes) -> bytes:
    # A lossless WebP stays lossless.
    lossless = b"VP8L" in data
    save = save_animation if _count_frames(image) > 1 else save_still
    out = BytesIO()
    save(image, out, lossless=lossless)
    return out.getvalue()
