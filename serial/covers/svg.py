"""The few SVG elements that covers are made of. Every value is our own: a title is never text."""

from base64 import b64encode
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle, in pixels. hidden: the share of its height, from the top, below the words."""

    x: float
    y: float
    width: float
    height: float
    hidden: float = 0.0


def number(value: float) -> str:
    """Writes a number with one decimal at most."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path(data: str, fill: str) -> str:
    return f'<path d="{data}" fill="{fill}"/>'


def line(data: str, stroke: str, width: float) -> str:
    return f'<path d="{data}" fill="none" stroke="{stroke}" stroke-width="{number(width)}"/>'


def rectangle(box: Box, fill: str) -> str:
    width, height = number(box.width), number(box.height)
    return path(f"M{number(box.x)} {number(box.y)}h{width}v{height}h-{width}z", fill)


def circle(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"/>'


def ring(x: float, y: float, radius: float, stroke: str, width: float) -> str:
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="none" '
        f'stroke="{stroke}" stroke-width="{number(width)}"/>'
    )


def clipped(box: Box, content: str) -> str:
    """Returns the content, drawn from 0, 0, cut at the edges of the box."""
    return (
        f'<svg x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" '
        f'height="{number(box.height)}">{content}</svg>'
    )


def frame(box: Box, inset: float, stroke: str, width: float) -> str:
    """Returns the outline of a rectangle, this far inside the box."""
    return (
        f'<rect x="{number(box.x + inset)}" y="{number(box.y + inset)}" '
        f'width="{number(box.width - 2 * inset)}" height="{number(box.height - 2 * inset)}" '
        f'fill="none" stroke="{stroke}" stroke-width="{number(width)}"/>'
    )


def picture(box: Box, jpeg: bytes) -> str:
    """Returns a picture that fills the box."""
    return (
        f'<image x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" '
        f'height="{number(box.height)}" preserveAspectRatio="xMidYMid slice" '
        f'href="data:image/jpeg;base64,{b64encode(jpeg).decode()}"/>'
    )


def document(box: Box, content: str, shown_width: float = 0) -> str:
    """shown_width: in pixels, if other than the width of the drawing."""
    shown = shown_width or box.width
    width, height = number(box.width), number(box.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{number(shown)}" height="{number(shown * box.height / box.width)}">{content}</svg>'
    )
