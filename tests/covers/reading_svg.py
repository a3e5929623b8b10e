"""Looks at a drawn cover as a picture, and at where its words are."""

import re
from io import BytesIO

import resvg_py
from PIL import Image, ImageChops

from serial.covers.design import CoverRequest
from serial.covers.drawing import draw_svg


def glyph_count(svg: str) -> int:
    return svg.count("<use ")


def defined_glyph_count(svg: str) -> int:
    return len(re.findall("<path id=", svg))


def glyphs_per_line(svg: str) -> list[int]:
    """Only for words of one face."""
    return [glyph_count(line) for line in re.findall(r'<g transform="translate.*?</g>', svg)]


def title_scale(svg: str) -> float:
    """Returns how much the outlines of the title are scaled."""
    match = re.search(r"scale\(([\d.]+)", svg)
    assert match
    return float(match[1])


def render(svg: str, width: int = 400) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    return Image.open(BytesIO(bytes(png))).convert("RGB")


def colours(picture: Image.Image) -> set[str]:
    """Returns the colours of a picture, as "#rrggbb"."""
    pixels = picture.convert("RGB").tobytes()
    return {f"#{pixels[at : at + 3].hex()}" for at in range(0, len(pixels), 3)}


def words_box(request: CoverRequest) -> tuple[int, int, int, int] | None:
    """Returns left, top, right and bottom of the ink of the words on a cover, or None."""
    svg = draw_svg(request)
    without_words = re.sub("<use [^>]*>", "", svg)
    return ImageChops.difference(render(svg), render(without_words)).getbbox()
