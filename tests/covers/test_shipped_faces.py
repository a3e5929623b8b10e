from pathlib import Path

import pytest

from design.fonts.__main__ import COVER_FACES
from design.fonts.cover_faces import write_cover_faces
from serial.covers.typesetting.faces import shipped_face

TEXTS = {
    "English": "The Quick Brown Fox’s “Year” — no. 5 & 7…",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Vietnamese": "Tiếng Việt mười sáu ngõ",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα",
    "Ukrainian": "Щастям б’єш жук їх глицю",
    "Turkish": "Pijamalı hasta yağız şoföre",
}


@pytest.mark.parametrize("name", ["roman", "italic"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_shipped_face_has_the_letters_of(name: str, text: str) -> None:
    assert shipped_face(name).has(text)


@pytest.mark.long
def test_faces_are_those_that_make_fonts_makes(tmp_path: Path) -> None:
    write_cover_faces(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in COVER_FACES.iterdir()}


def test_faces_are_small() -> None:
    assert sum(path.stat().st_size for path in COVER_FACES.iterdir()) < 400_000
