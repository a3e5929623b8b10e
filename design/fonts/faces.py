"""The two faces of the site, with the packages that their fonts are from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

from design.fonts.scripts import SAMPLE, SCRIPTS, WITHOUT_ENGLISH
from design.fonts.subsetting import Axes, limit_axes, open_font

ROOT = Path(__file__).resolve().parents[2]
LITERATA = Path(str(files("fontpkg_literata")))
OPENDYSLEXIC = ROOT / "node_modules" / "@fontsource" / "opendyslexic"
# One optical size, that of text: the axis would double the files.
OPTICAL_SIZE = 14
LIGHTEST, BOLDEST = 400, 600


@dataclass(frozen=True)
class Font:
    """A font of a face. file_name is the stem of its files, such as "literata-italic".

    scripts: the characters of each file.
    """

    family: str
    file_name: str
    style: str
    weight: str
    display: str
    font: TTFont
    scripts: Mapping[str, str] = field(default_factory=lambda: SCRIPTS)


def literata_sources() -> dict[str, Path]:
    folder = LITERATA / "files"
    return {
        "normal": folder / "Literata[opsz,wght].ttf",
        "italic": folder / "Literata-Italic[opsz,wght].ttf",
    }


def literata() -> Iterator[Font]:
    """The face of books. A first visit without it keeps its fallback, so that no line moves."""
    axes: Axes = {"opsz": OPTICAL_SIZE, "wght": (LIGHTEST, LIGHTEST, BOLDEST)}
    for style, file in literata_sources().items():
        font = limit_axes(open_font(file), axes)
        name = "literata" if style == "normal" else "literata-italic"
        yield Font("Literata", name, style, f"{LIGHTEST} {BOLDEST}", "optional", font)


def opendyslexic() -> Iterator[Font]:
    """The face for dyslexic readers, fetched only by those who choose it, and then always shown.

    OpenDyslexic is a reserved font name, which a subset may not have.
    """
    for weight in (400, 700):
        for style in ("normal", "italic"):
            font = _open_dyslexic(weight, style, "Dyslexia-friendly")
            name = f"dyslexia-friendly-{weight}" + ("-italic" if style == "italic" else "")
            yield Font("Dyslexia-friendly", name, style, str(weight), "swap", font, WITHOUT_ENGLISH)


def sample() -> Font:
    """The letters in which the reading settings offer that face. Fetched when these are opened."""
    family = "Dyslexia-friendly sample"
    font = _open_dyslexic(400, "normal", family)
    return Font(family, "dyslexia-friendly", "normal", "400", "swap", font, SAMPLE)


def _open_dyslexic(weight: int, style: str, family: str) -> TTFont:
    font = open_font(OPENDYSLEXIC / "files" / f"opendyslexic-latin-{weight}-{style}.woff2")
    _rename(font, family)
    return font


def _rename(font: TTFont, family: str) -> None:
    style = font["name"].getDebugName(2)
    names = {1: family, 3: f"{family} {style}", 4: f"{family} {style}"}
    names[6] = f"{family}-{style}".replace(" ", "")
    for name_id in (16, 17, 18, 21, 22, 25):
        font["name"].removeNames(nameID=name_id)
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
        font["name"].removeNames(nameID=name_id, platformID=1)
