"""Encodes animated images."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

from serial.images.stills import LOSSLESS_WEBP, LOSSY_WEBP, strip_metadata

# The last of a GIF's 256 colours is reserved for transparent pixels.
TRANSPARENT: Final = 255


def save_animation(image: ImageFile, out: BytesIO, *, lossless: bool) -> None:
    """Writes all frames with their durations and the number of repetitions.

    lossless: how to compress a WebP; other formats ignore it.
    """
    frames, durations = zip(*_full_frames(image), strict=True)
    options: dict[str, object] = {"duration": list(durations)}
    # A GIF without a repetition count plays once.
    if "loop" in image.info:
        options["loop"] = image.info["loop"]
    has_transparency = any(map(_has_transparency, frames))
    if image.format == "GIF":
        frames = tuple(map(_quantize, frames))
        # Clear the canvas between frames, so that a pixel that becomes transparent does not show
        # the previous frame.
        options |= {"disposal": 2} if has_transparency else {}
    elif image.format == "WEBP":
        options |= LOSSLESS_WEBP if lossless else LOSSY_WEBP
    frames[0].save(out, image.format, save_all=True, append_images=frames[1:], **options)
    if image.format == "WEBP" and has_transparency:
        _set_alpha_flag(out)


def _full_frames(image: ImageFile) -> Iterator[tuple[Image.Image, float]]:
    """Yields each frame as it is displayed, with its duration in milliseconds.

    Raises ValueError if a frame is larger than the canvas.
    """
    canvas_size = image.size
    # A PNG may begin with a still image for software that cannot show animations. Browsers can.
    first = 1 if image.info.get("default_image") else 0
    for number in range(first, getattr(image, "n_frames", 1)):
        image.seek(number)
        if image.size != canvas_size:
            # A GIF can grow while it plays, beyond the size that was checked before decoding.
            raise ValueError("a frame is larger than the canvas")
        frame = strip_metadata(ImageOps.exif_transpose(image).convert("RGBA"))
        # Pillow sets the duration of a WebP frame only when it decodes the frame's pixels.
        yield frame, image.info.get("duration", 100)


def _has_transparency(frame: Image.Image) -> bool:
    return frame.getchannel("A").histogram()[255] < frame.width * frame.height


def _quantize(frame: Image.Image) -> Image.Image:
    """Returns the frame with its own palette; up to 255 colours stay exactly the same."""
    quantized = frame.convert("RGB").quantize(TRANSPARENT, Image.Quantize.MEDIANCUT)
    if _has_transparency(frame):
        mask = frame.getchannel("A").point(lambda alpha: 255 if alpha < 128 else 0)
        quantized.paste(TRANSPARENT, mask=mask)
        quantized.info["transparency"] = TRANSPARENT
    return quantized


def _set_alpha_flag(webp: BytesIO) -> None:
    """Sets the alpha flag, which the encoder omits if only the canvas is transparent.

    Its position: https://developers.google.com/speed/webp/docs/riff_container
    """
    with webp.getbuffer() as data:
        if bytes(data[12:16]) == b"VP8X":
            data[20] |= 0x10
