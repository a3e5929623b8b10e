"""Pictures made anew from their pixels, so that nothing but pixels is kept of an upload."""

from io import BytesIO
from typing import IO, Any, Final
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageSequence

# The formats we read, and the ending of the file that we write of each.
ENDINGS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
JPEG_QUALITY: Final = 88
MEGABYTE: Final = 1024 * 1024


def reencode(file: IO[bytes], *, max_bytes: int, max_pixels: int, max_frames: int) -> Any:
    """The picture as a file of our own making and naming; its width and height stay.

    Everything but the pixels is dropped: where it was taken, comments, what was hidden behind
    its end. Raises ValidationError, with what to do, for anything but a sound JPEG, PNG, WebP
    or GIF within the limits; `max_pixels` counts all frames of an animation together.
    """
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ValidationError(
            _("This picture is too large: at most %(limit)d MB. Save it smaller and try again."),
            params={"limit": max_bytes // MEGABYTE},
        )
    try:
        with Image.open(BytesIO(data), formats=tuple(ENDINGS)) as image:
            _refuse_too_large(image, max_pixels, max_frames)
            return ContentFile(_encode(image), name=f"{uuid4().hex}.{ENDINGS[_format(image)]}")
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(max_pixels) from error
    except Exception as error:
        # Decoders raise whatever they like on broken files; all of it means the same here.
        raise ValidationError(
            _("This is no picture that can be read. Use a JPEG, PNG, WebP or GIF file.")
        ) from error


def _format(image: Image.Image) -> str:
    # A telephone's JPEG often holds a brightness map as well: Pillow calls the pair MPO.
    return "JPEG" if image.format == "MPO" else image.format or "PNG"


def _count_frames(image: Image.Image) -> int:
    return 1 if _format(image) == "JPEG" else getattr(image, "n_frames", 1)


def _refuse_too_large(image: Image.Image, max_pixels: int, max_frames: int) -> None:
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


def _encode(image: Image.Image) -> bytes:
    out = BytesIO()
    if _count_frames(image) > 1:
        _save_animation(image, out)
    else:
        _save_still(image, out)
    return out.getvalue()


def _save_still(image: Image.Image, out: BytesIO) -> None:
    kind = _format(image)
    upright = ImageOps.exif_transpose(image)
    if kind == "JPEG":
        upright = upright.convert("RGB") if upright.mode != "L" else upright
        _bare(upright).save(out, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
        return
    if kind == "WEBP":
        _bare(upright).save(out, "WEBP", quality=90, method=4)
        return
    _bare(upright).save(out, kind, optimize=True)


def _save_animation(image: Image.Image, out: BytesIO) -> None:
    canvas = image.size
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        if frame.size != canvas:
            # A GIF can grow as it plays, past what was measured before it was unpacked.
            raise ValueError("a frame reaches beyond the canvas")
        frames.append(_bare(ImageOps.exif_transpose(frame).convert("RGBA")))
        # Read after the pixels: only they tell how long a WebP's frame stands.
        durations.append(frame.info.get("duration", 100))
    # A GIF that does not say how often it repeats plays once.
    loop = {"loop": image.info["loop"]} if "loop" in image.info else {}
    kind = _format(image)
    frames[0].save(
        out,
        kind,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        disposal=2,
        **loop,
    )
    if kind == "WEBP" and any(map(_is_transparent, frames)):
        _declare_transparency(out)


def _is_transparent(frame: Image.Image) -> bool:
    return frame.getchannel("A").histogram()[255] < frame.width * frame.height


def _declare_transparency(webp: BytesIO) -> None:
    """Sets the alpha flag, which the encoder leaves out where only the canvas shows through.

    https://developers.google.com/speed/webp/docs/riff_container says where it stands.
    """
    with webp.getbuffer() as data:
        if bytes(data[12:16]) == b"VP8X":
            data[20] |= 0x10


def _bare(image: Image.Image) -> Image.Image:
    """The pixels, with the transparent colour of a palette but with no other word beside them."""
    kept = {"transparency": image.info["transparency"]} if "transparency" in image.info else {}
    bare = image.copy()
    bare.info = kept  # type: ignore[assignment]
    if hasattr(bare, "_exif"):
        bare._exif = None
    return bare
