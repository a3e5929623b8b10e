"""Draws the site's own icon: three lines of text, and the dot of what is still to come.

One drawing gives the SVG, the PNGs for phones and the ICO for old browsers.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

OUTPUT = Path(__file__).resolve().parents[1] / "static" / "icons"
GROUND, LINE, DOT = "#8a3318", "#fbf8f3", "#e8a083"
# In units of a square of 32: lines by their ends, the dot by its middle.
SIZE, CORNER, STROKE = 32, 7, 3
LINES = (((8.5, 10), (23.5, 10)), ((8.5, 16), (23.5, 16)), ((8.5, 22), (16, 22)))
DOT_PLACE, DOT_RADIUS = (22, 22), 2
# Drawn larger and scaled down, which smooths the edges.
OVERSAMPLING = 8


@dataclass(frozen=True)
class Shape:
    """rounded: corners of our own; otherwise phones cut the square themselves.

    scale: of the drawing; a maskable icon may lose all but the circle of 80 % in its middle.
    """

    rounded: bool
    scale: float = 1


ROUNDED, SQUARE = Shape(rounded=True), Shape(rounded=False)
MASKABLE = Shape(rounded=False, scale=0.8)
PICTURES = {
    "icon-192.png": (192, ROUNDED),
    "icon-512.png": (512, ROUNDED),
    "icon-maskable-512.png": (512, MASKABLE),
    "apple-touch-icon.png": (180, SQUARE),
}
ICO_SIZES = (16, 32, 48)


def build_svg() -> str:
    lines = "".join(f"M{x1:g} {y1:g}H{x2:g}" for (x1, y1), (x2, _y2) in LINES)
    x, y = DOT_PLACE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        f'<rect width="{SIZE}" height="{SIZE}" rx="{CORNER}" fill="{GROUND}"/>'
        f'<path d="{lines}" stroke="{LINE}" stroke-width="{STROKE}" stroke-linecap="round"/>'
        f'<circle cx="{x}" cy="{y}" r="{DOT_RADIUS}" fill="{DOT}"/></svg>\n'
    )


def build_png(pixels: int, shape: Shape) -> bytes:
    return _save(draw(pixels, shape), "PNG")


def build_ico() -> bytes:
    largest, *others = (draw(pixels, ROUNDED) for pixels in sorted(ICO_SIZES, reverse=True))
    sizes = [(pixels, pixels) for pixels in ICO_SIZES]
    return _save(largest, "ICO", sizes=sizes, append_images=others)


def draw(pixels: int, shape: Shape) -> Image.Image:
    unit = pixels * OVERSAMPLING / SIZE
    image = Image.new("RGBA", (pixels * OVERSAMPLING,) * 2, (0, 0, 0, 0))
    canvas = ImageDraw.Draw(image)
    whole = (0, 0, image.width - 1, image.height - 1)
    canvas.rounded_rectangle(whole, CORNER * unit if shape.rounded else 0, fill=GROUND)

    def place(x: float, y: float) -> tuple[float, float]:
        middle = SIZE / 2
        return (
            (middle + (x - middle) * shape.scale) * unit,
            (middle + (y - middle) * shape.scale) * unit,
        )

    radius = STROKE / 2 * shape.scale * unit
    for (x1, y1), (x2, y2) in LINES:
        (left, top), (right, bottom) = place(x1, y1), place(x2, y2)
        box = (left - radius, top - radius, right + radius, bottom + radius)
        canvas.rounded_rectangle(box, radius, fill=LINE)
    x, y = place(*DOT_PLACE)
    radius = DOT_RADIUS * shape.scale * unit
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=DOT)
    return image.resize((pixels, pixels), Image.Resampling.BOX)


def _save(image: Image.Image, file_format: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, file_format, optimize=True, **options)
    return file.getvalue()


if __name__ == "__main__":
    (OUTPUT / "serial.svg").write_text(build_svg(), encoding="utf-8")
    (OUTPUT / "favicon.ico").write_bytes(build_ico())
    for name, (pixels, shape) in PICTURES.items():
        (OUTPUT / name).write_bytes(build_png(pixels, shape))
