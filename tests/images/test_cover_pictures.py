"""Pictures of authors as covers: cut at the edges, or whole on a ground of their own colour."""

from io import BytesIO

import pytest
from PIL import Image

from serial.images.resizing import shrink_to_cover
from tests.images.drawing import GREEN, RED, encoded, halves

# Of the halves of a picture, left and right.
AVERAGE = tuple((one + other) // 2 for one, other in zip(GREEN, RED, strict=True))


@pytest.mark.parametrize(
    ("size", "shrunk_size", "is_whole"),
    [
        ((200, 300), (80, 120), False),
        ((240, 300), (96, 120), False),
        ((260, 300), (80, 120), True),
        ((160, 300), (80, 150), False),
        ((150, 300), (80, 120), True),
        ((600, 200), (80, 120), True),
        ((40, 20), (80, 120), True),
    ],
)
def test_picture_of_other_proportions_is_shown_whole(
    size: tuple[int, int], shrunk_size: tuple[int, int], is_whole: bool
) -> None:
    file = BytesIO(encoded(halves(size=size), "PNG"))
    shrunk = Image.open(BytesIO(shrink_to_cover(file, 80, 120)))
    assert shrunk.size == shrunk_size
    wide = size[0] / size[1] > 80 / 120
    edge = shrunk.getpixel((20, 2) if wide else (2, 20))
    assert isinstance(edge, tuple)
    expected = AVERAGE if is_whole else GREEN
    assert all(abs(one - other) < 20 for one, other in zip(edge, expected, strict=True))
