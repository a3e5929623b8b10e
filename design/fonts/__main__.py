"""make fonts: writes static/fonts/, static/css/fonts.css and the faces of drawn covers."""

from collections.abc import Iterator
from pathlib import Path

from design.fonts.cover_faces import write_cover_faces
from design.fonts.faces import LITERATA, OPENDYSLEXIC, ROOT, Font, literata, opendyslexic, sample
from design.fonts.fallbacks import fallback_faces
from design.fonts.style_sheet import HEADER, fallback_font_face, families, file_name, font_face
from design.fonts.subsetting import make_files

FONTS = ROOT / "static" / "fonts"
COVER_FACES = ROOT / "serial" / "covers" / "fonts"
STYLE_SHEET = ROOT / "static" / "css" / "fonts.css"
LICENCES = {"literata-license.txt": LITERATA, "opendyslexic-license.txt": OPENDYSLEXIC}


def write(fonts: Path, style_sheet: Path) -> None:
    fonts.mkdir(exist_ok=True)
    for old in fonts.glob("*.woff2"):
        old.unlink()
    for name, folder in LICENCES.items():
        (fonts / name).write_bytes((folder / "LICENSE").read_bytes())
    fallbacks = (fallback_font_face(face) for face in fallback_faces())
    rules = [HEADER, families(), *_write_fonts(fonts), *fallbacks]
    style_sheet.write_text("\n\n".join(rules) + "\n", encoding="utf-8")


def _write_fonts(folder: Path) -> Iterator[str]:
    text_height = None
    for font in (*literata(), *opendyslexic(), sample()):
        x_height = font.font["OS/2"].sxHeight / font.font["head"].unitsPerEm
        # All faces as high as the first, so that the reader's text size fits each of them.
        text_height = text_height or x_height
        adjust = None if font.family == "Literata" else text_height / x_height
        yield from _write_font(folder, font, adjust)


def _write_font(folder: Path, font: Font, size_adjust: float | None) -> Iterator[str]:
    for script, file in make_files(font.font, font.scripts).items():
        (folder / file_name(font, script)).write_bytes(file)
        yield font_face(font, script, size_adjust)


if __name__ == "__main__":
    write(FONTS, STYLE_SHEET)
    write_cover_faces(COVER_FACES)
