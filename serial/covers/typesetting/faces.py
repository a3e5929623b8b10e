"""The typefaces of covers: Literata, which we ship, then those that the operator installed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import uharfbuzz
from django.conf import settings

_SHIPPED: Final = Path(__file__).parent.parent / "fonts"
_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_OUTLINE_TABLES: Final = frozenset({"glyf", "CFF ", "CFF2"})
# Joiners and variation selectors: a face without them can still set what they join.
_IGNORABLE: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
# Which of the installed faces that have a character is taken: the one with the lowest sum. The
# words are those of file names, such as NotoSerifDevanagari-Regular.ttf.
_PENALTIES: Final = {
    "serif": -3, "naskh": -3, "noto": -2, "medium": -1, "regular": -1, "bold": 3, "symbol": 4,
    "rashi": 4, "kufi": 4, "nastaliq": 4, "display": 1, "condensed": 6, "narrow": 6, "mono": 6,
    "thin": 6, "light": 6, "black": 6, "math": 6, "italic": 9, "oblique": 9, "lastresort": 99,
}  # fmt: skip
# The regular weight of an installed face is a little thin beside the shipped one at 520.
_EMBOLDENING: Final = 0.012


@dataclass(frozen=True, eq=False)
class Face:
    # Unique among the faces of a process, and fit for an id in SVG.
    name: str
    font: uharfbuzz.Font
    # HarfBuzz's own set: a fifth of the memory of Python's, and a CJK font has 60,000 characters.
    characters: uharfbuzz.Set
    units_per_em: int

    def has(self, text: str) -> bool:
        visible = [ord(character) for character in text if character not in _IGNORABLE]
        return bool(visible) and all(character in self.characters for character in visible)


@cache
def shipped_face(name: str) -> Face:
    """name: "roman" for titles (weight 520, cut for 48 points) or "italic" for credits."""
    return _open(_SHIPPED / f"literata-cover-{name}.ttf", name[0])


@lru_cache(maxsize=4096)
def find_face(text: str, shipped: str) -> Face | None:
    """Returns the face for these characters, or None if there is none that has them all."""
    face = shipped_face(shipped)
    if face.has(text):
        return face
    return next((face for face in _installed_faces() if face.has(text)), None)


@cache
def _installed_faces() -> tuple[Face, ...]:
    """Opens the fonts of COVER_FONTS: once per process, when a title first needs them."""
    paths = sorted(_font_files(), key=lambda path: (_penalty(path), path.name))
    faces = (_open_if_usable(path, f"x{index}") for index, path in enumerate(paths))
    return tuple(face for face in faces if face)


def _font_files() -> Iterator[Path]:
    for name in settings.COVER_FONTS:
        path = Path(name)
        candidates = path.rglob("*") if path.is_dir() else [path]
        for candidate in candidates:
            if candidate.suffix.lower() in _SUFFIXES and candidate.is_file():
                yield candidate


def _penalty(path: Path) -> int:
    name = path.stem.lower()
    return sum(points for word, points in _PENALTIES.items() if word in name)


def _open_if_usable(path: Path, name: str) -> Face | None:
    """Returns None for a damaged file, and for a font of bitmaps, as those of colour emoji."""
    try:
        face = _open(path, name)
    except (OSError, ValueError, uharfbuzz.HarfBuzzError):
        return None
    if not face.characters or not _OUTLINE_TABLES & set(face.font.face.table_tags):
        return None
    if "color" in path.stem.lower():
        return None
    if "regular" in path.stem.lower():
        face.font.synthetic_bold = (_EMBOLDENING, _EMBOLDENING, False)
    return face


def _open(path: Path, name: str) -> Face:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return Face(name, uharfbuzz.Font(face), face.unicodes, face.upem)
