"""The font files that make fonts writes: their axes, features, names, licences and sizes."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from accounts.models import Preferences
from accounts.reading_settings import OPTION_LABELS
from design.fonts.__main__ import FONTS, STYLE_SHEET, write
from design.fonts.faces import OPENDYSLEXIC
from design.fonts.fallbacks import fallback_faces
from design.fonts.scripts import SAMPLE, SCRIPTS, code_points
from design.fonts.style_sheet import fallback_font_face, families
from serial.environment import BASE_DIR
from tests.cases import each_case
from tests.missing_programs import skip_without

FACE = re.compile(r"@font-face \{(?P<descriptors>[^}]*)\}")
FILE = re.compile(r'url\("\.\./fonts/(?P<name>[^"]+)"\)')
ENGLISH = ("literata-english.woff2", "literata-italic-english.woff2")
LATIN = ("literata-latin.woff2", "literata-italic-latin.woff2")
FIGURES = {"onum", "lnum", "pnum", "tnum"}


def font_files() -> list[Path]:
    return sorted(FONTS.glob("*.woff2"))


def literata_files() -> list[Path]:
    return [file for file in font_files() if file.name.startswith("literata")]


def features(font: TTFont, table: str) -> set[str]:
    return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}


@pytest.fixture(scope="module")
def style_sheet() -> str:
    return STYLE_SHEET.read_text(encoding="utf-8")


@pytest.mark.parametrize(("names", "most"), [(ENGLISH, 52), (ENGLISH + LATIN, 85)])
def test_fonts_of_western_pages_stay_small(names: tuple[str, ...], most: int) -> None:
    assert sum((FONTS / name).stat().st_size for name in names) <= most * 1000


@each_case("file", literata_files())
def test_literata_varies_in_weight_only(file: Path) -> None:
    axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in TTFont(file)["fvar"].axes]
    assert axes == [("wght", 400, 600)]


@pytest.mark.parametrize("name", ENGLISH)
def test_literata_has_figures_ligatures_and_kerning(name: str) -> None:
    font = TTFont(FONTS / name)
    assert features(font, "GSUB") >= FIGURES | {"liga", "locl"}
    assert "kern" in features(font, "GPOS")


WESTERN = "Æsir, naïve œuvre “quoted” ‘twice’ «guillemets» „low“ — dashes – … † ẞ € № ½ × −"
PROSE = "“It’s the café’s,” she said—‘£9 a letter’ … 6½°, 3×4−1 · © 2026 – and €1"


@pytest.mark.parametrize(("names", "prose"), [(ENGLISH, PROSE), (ENGLISH + LATIN, WESTERN)])
@pytest.mark.parametrize("style", ["literata-italic", "literata"])
def test_literata_sets_prose(names: tuple[str, ...], prose: str, style: str) -> None:
    files = [FONTS / name for name in names if ("italic" in name) == ("italic" in style)]
    characters = set().union(*(TTFont(file).getBestCmap() for file in files))
    assert {character for character in prose if ord(character) not in characters} == set()


@each_case("script", SCRIPTS)
def test_each_file_has_only_the_characters_of_its_script(script: str) -> None:
    for file in FONTS.glob(f"literata*{script}.woff2"):
        if file.stem.removeprefix("literata-").removeprefix("italic-") == script:
            assert TTFont(file).getBestCmap().keys() <= code_points(SCRIPTS[script])


def test_no_character_is_in_two_scripts() -> None:
    counted = [character for ranges in SCRIPTS.values() for character in code_points(ranges)]
    assert len(counted) == len(set(counted))


@each_case("file", font_files())
def test_each_font_names_its_copyright_and_licence(file: Path) -> None:
    names = TTFont(file)["name"]
    assert "Copyright" in names.getDebugName(0)
    assert "Open Font License" in names.getDebugName(13)


@each_case("file", font_files())
def test_no_subset_has_the_reserved_name(file: Path) -> None:
    names = TTFont(file)["name"]
    for name_id in (1, 3, 4, 6, 16):
        assert "opendyslexic" not in (names.getDebugName(name_id) or "").lower()


@pytest.mark.parametrize("name", ["literata-license.txt", "opendyslexic-license.txt"])
def test_licences_stand_beside_the_fonts(name: str) -> None:
    text = (FONTS / name).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text.upper() and "Copyright" in text


def test_sample_is_small_and_has_the_letters_of_its_label() -> None:
    sample = FONTS / "dyslexia-friendly-sample.woff2"
    assert sample.stat().st_size <= 4 * 1024
    label = str(OPTION_LABELS[Preferences.Typeface.DYSLEXIC])
    assert (
        TTFont(sample).getBestCmap().keys() == code_points(SAMPLE["sample"]) == set(map(ord, label))
    )


def test_style_sheet_names_every_file(style_sheet: str) -> None:
    assert set(FILE.findall(style_sheet)) == {file.name for file in font_files()}


def test_only_the_chosen_face_may_replace_a_painted_one(style_sheet: str) -> None:
    for face in FACE.findall(style_sheet):
        if '"Literata"' in face:
            assert "font-display: optional" in face
        elif '"Dyslexia-friendly"' in face:
            assert "font-display: swap" in face


def test_fallbacks_are_computed_from_the_fonts(style_sheet: str) -> None:
    computed = [fallback_font_face(face) for face in fallback_faces()]
    assert [rule for rule in [families(), *computed] if rule not in style_sheet] == []


def test_tokens_use_the_families(style_sheet: str) -> None:
    tokens = (BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    assert "--book: var(--literata)" in tokens


@pytest.mark.long
def test_make_fonts_writes_the_same_bytes(tmp_path: Path) -> None:
    if not OPENDYSLEXIC.exists():
        skip_without("npm", "@fontsource/opendyslexic")
    write(tmp_path, tmp_path / "fonts.css")
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    committed = [*FONTS.iterdir(), STYLE_SHEET]
    assert {file.name for file in committed} == written.keys()
    assert [file.name for file in committed if file.read_bytes() != written[file.name]] == []
