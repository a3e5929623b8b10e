from io import BytesIO
from typing import IO, Final

from PIL import Image, ImageOps

_QUALITY: Final = 84
# A picture whose proportions differ by more would lose its subject: it is shown whole.
_MOST_CROPPED: Final = 0.2


def shrink_to_cover(file: IO[bytes], width: int, height: int, *, crop: bool = False) -> bytes:
    """Returns the first frame as a JPEG no larger than is needed to fill this size.

    Pages cut off what is outside of the size. A picture that would lose more than a fifth stands
    whole on a ground of its average colour.

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
    elif _cut_off(frame.size, size) > _MOST_CROPPED:
        shrunk = _on_ground(frame, size)
    elif frame.width > width and frame.height > height:
        shrunk = ImageOps.cover(frame, size)
    else:
        shrunk = frame
    out = BytesIO()
    shrunk.save(out, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return out.getvalue()


def _cut_off(picture: tuple[int, int], size: tuple[int, int]) -> float:
    """Returns the share of a picture that is outside of a size which it fills."""
    one, other = picture[0] / picture[1], size[0] / size[1]
    return 1 - min(one, other) / max(one, other)


def _on_ground(frame: Image.Image, size: tuple[int, int]) -> Image.Image:
    average = frame.resize((1, 1), Image.Resampling.BOX)
    whole = ImageOps.contain(frame, size)
    ground = average.resize(size)
    ground.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    return ground


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    pixels = image.convert("RGBA")
    ground = Image.new("RGBA", pixels.size, "white")
    return Image.alpha_composite(ground, pixels).convert("RGB")
