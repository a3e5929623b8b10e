"""Pictures made anew from their pixels, so that nothing but pixels is kept of an upload."""

from io import BytesIO
from typing import IO, Final
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from PIL.ImageFile import ImageFile

from serial.images.animations import save_animation
from serial.images.opening import open_picture
from serial.images.stills import save_still

# The formats we read, and the ending of the file that we write of each.
ENDINGS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
MEGABYTE: Final = 1024 * 1024


def reencode(
    file: IO[bytes], *, max_bytes: int, max_pixels: int, max_frames: int
) -> "ContentFile[bytes]":
    """The picture as a file of our own making and naming; its width and height stay.

    Everything but the pixels is dropped: where it was taken, comments, what was hidden behind
    its end. Colours are carried over to sRGB. Raises ValidationError, with what to do, for
    anything but a sound JPEG, PNG, WebP or GIF within the limits; `max_pixels` counts all
    frames of an animation together.
    """
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ValidationError(
            _("This picture is too large: at most %(limit)d MB. Save it smaller and try again."),
            params={"limit": max_bytes // MEGABYTE},
        )
    try:
        with open_picture(data) as image:
            _refuse_too_large(image, max_pixels, max_frames)
            name = f"{uuid4().hex}.{ENDINGS[image.format or '']}"
            return ContentFile(_encode(image, data), name=name)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(max_pixels) from error
    except Exception as error:
        # Decoders raise whatever they like on broken files; all of it means the same here.
        raise ValidationError(
            _("This is no picture that can be read. Use a JPEG, PNG, WebP or GIF file.")
        ) from error


def _count_frames(image: ImageFile) -> int:
    return getattr(image, "n_frames", 1)


def _refuse_too_large(image: ImageFile, max_pixels: int, max_frames: int) -> None:
    # The header is all that was read so far: no pixel has been unpacked.
    frames = _count_frames(image)
    if frames > max_frames:
        raise ValidationError(
            _("This animation has too many pictures: at most %(limit)d."),
            params={"limit": max_frames},
        )
    if image.width * image.height * frames > max_pixels:
        raise _too_many_pixels(max_pixels)


def _too_many_pixels(max_pixels: int) -> ValidationError:
    return ValidationError(
        _("This picture measures too much: at most %(limit)d million pixels. Make it smaller."),
        params={"limit": max_pixels // 1_000_000},
    )


def _encode(image: ImageFile, data: bytes) -> bytes:
    # A WebP is packed with a loss or without; it is packed again alike.
    lossless = b"VP8L" in data
    save = save_animation if _count_frames(image) > 1 else save_still
    out = BytesIO()
    save(image, out, lossless=lossless)
    return out.getvalue()
