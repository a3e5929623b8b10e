"""The faces of drawn covers: Literata for titles and for credits, each of one weight and size."""

from pathlib import Path

from fontTools import subset

from design.fonts.faces import LITERATA, literata_sources
from design.fonts.subsetting import Axes, limit_axes, open_font

# Titles are a little bolder than text, and cut for large letters.
FACES: dict[str, tuple[str, Axes]] = {
    "roman": ("normal", {"opsz": 48, "wght": 520}),
    "italic": ("italic", {"opsz": 24, "wght": 420}),
}
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "lnum", "pnum"]


def write_cover_faces(folder: Path) -> None:
    for name, (style, axes) in FACES.items():
        font = limit_axes(open_font(literata_sources()[style]), axes)
        options = subset.Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 5, 13], hinting=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=font.getBestCmap())
        subsetter.subset(font)
        font.save(folder / f"literata-cover-{name}.ttf")
    (folder / "literata-license.txt").write_bytes((LITERATA / "LICENSE").read_bytes())
