"""Writing a picture that moves."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

from serial.images.stills import LOSSLESS_WEBP, LOSSY_WEBP, bare

# Of a GIF's 256 colours the last is kept for what is transparent.
TRANSPARENT: Final = 255


def save_animation(image: ImageFile, out: BytesIO, *, lossless: bool) -> None:
    """Writes every frame, how long it stands and how often all are repeated."""
    frames, durations = zip(*_whole_frames(image), strict=True)
    options: dict[str, Any] = {"duration": list(durations)}
    # A GIF that does not say how often it repeats plays once.
    if "loop" in image.info:
        options["loop"] = image.info["loop"]
    clear = any(map(_is_transparent, frames))
    if image.format == "GIF":
        frames = tuple(map(_with_palette, frames))
        # Cleared between frames: what became transparent must not show the frame before.
        options |= {"disposal": 2} if clear else {}
    elif image.format == "WEBP":
        options |= LOSSLESS_WEBP if lossless else LOSSY_WEBP
    frames[0].save(out, image.format, save_all=True, append_images=frames[1:], **options)
    if image.format == "WEBP" and clear:
        _declare_transparency(out)


def _whole_frames(image: ImageFile) -> Iterator[tuple[Image.Image, float]]:
    """Each frame as it is seen, and for how many milliseconds."""
    canvas = image.size
    # A PNG may begin with a still for those who cannot show the animation; all can.
    first = 1 if image.info.get("default_image") else 0
    for number in range(first, getattr(image, "n_frames", 1)):
        image.seek(number)
        if image.size != canvas:
            # A GIF can grow as it plays, past what was measured before it was unpacked.
            raise ValueError("a frame reaches beyond the canvas")
        frame = bare(ImageOps.exif_transpose(image).convert("RGBA"))
        # Read after the pixels: only they tell how long a WebP's frame stands.
        yield frame, image.info.get("duration", 100)


def _is_transparent(frame: Image.Image) -> bool:
    return frame.getchannel("A").histogram()[255] < frame.width * frame.height


def _with_palette(frame: Image.Image) -> Image.Image:
    """The frame in a palette of its own; up to 255 colours stay exactly as they are."""
    coloured = frame.convert("RGB").quantize(TRANSPARENT, Image.Quantize.MEDIANCUT)
    if _is_transparent(frame):
        clear = frame.getchannel("A").point(lambda alpha: 255 if alpha < 128 else 0)
        coloured.paste(TRANSPARENT, mask=clear)
        coloured.info["transparency"] = TRANSPARENT
    return coloured


def _declare_transparency(webp: BytesIO) -> None:
    """Sets the alpha flag, which the encoder leaves out where only the canvas shows through.

    https://developers.google.com/speed/webp/docs/riff_container says where it stands.
    """
    with webp.getbuffer() as data:
        if bytes(data[12:16]) == b"VP8X":
            data[20] |= 0x10
