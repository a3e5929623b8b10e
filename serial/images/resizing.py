from io import BytesIO
from typing import IO, Final

from PIL import Image, ImageOps

_QUALITY: Final = 84


def shrink_to_cover(file: IO[bytes], width: int, height: int, *, crop: bool = False) -> bytes:
    """Returns the first frame as a JPEG no larger than is needed to fill this size.

    crop: cuts off what is outside of the size, evenly on both sides; a small picture is enlarged.
    file: a picture that the site has stored, so its size has been checked.
    """
    with Image.open(file) as image:
        # A JPEG is decoded at a fraction of its size, which saves most of the time.
        image.draft("RGB", (width, height))
        frame = _on_white(image)
    size = (width, height)
    if crop:
        shrunk = ImageOps.fit(frame, size)
    elif frame.width > width and frame.height > height:
        shrunk = ImageOps.cover(frame, size)
    else:
        shrunk = frame
    out = BytesIO()
    shrunk.save(out, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    pixels = image.convert("RGBA")
    ground = Image.new("RGBA", pixels.size, "white")
    return Image.alpha_composite(ground, pixels).convert("RGB")
