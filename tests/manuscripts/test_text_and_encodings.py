"""Plain text: encodings are found and said, paragraphs and typed emphasis are read."""

from pathlib import Path

import pytest

from serial.manuscripts.documents import Remark
from serial.manuscripts.formats.encodings import decode
from serial.manuscripts.formats.text import read_text
from serial.manuscripts.reading import read
from tests.manuscripts.kept import keep

ENGLISH = "“It’s a naïve café—really…” she said. Then nothing. " * 5
RUSSIAN = "Он шёл по тёмной улице и думал о том, что сказала ему мать перед смертью. " * 5
JAPANESE = "彼女は静かに本を閉じた。そして、窓の外を見つめていた。" * 5
CHINESE = "他的心里不是没有想过，这一切都是为了那个人。我们在这里等了很久。" * 5
KOREAN = "그는 조용히 문을 닫고 밖으로 나갔다. 아무도 그를 보지 못했다. " * 5


@pytest.mark.parametrize(
    "text, encoding, found",
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-32", "utf-32"),
        (ENGLISH, "cp1252", "cp1252"),
        (ENGLISH, "mac_roman", "mac_roman"),
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "big5", "big5"),
        (KOREAN, "euc_kr", "euc_kr"),
    ],
)
def test_encodings_are_found(text: str, encoding: str, found: str) -> None:
    if encoding == "big5":
        text = "他的心裡不是沒有想過，這一切都是為了那個人。我們在這裡等了很久。" * 5
    assert decode(text.encode(encoding)) == (text, found)


def test_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENGLISH.encode("cp1252"))
    assert read(path).names[Remark.ENCODING] == ["cp1252"]


@pytest.mark.parametrize(
    "text, blocks",
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("He said no.\nShe left.\nThe end.", ["He said no.", "She left.", "The end."]),
        # Broken at a column.
        (f"{'word ' * 14}\n{'word ' * 14}\nend.\n\nTwo.", [f"{'word ' * 28}end.", "Two."]),
        # Verse.
        ("Rose red,\nsky blue\n\nTwo.", ["Rose red, sky blue", "Two."]),
    ],
)
def test_paragraphs(text: str, blocks: list[str]) -> None:
    assert [block.text for block in read_text(text).blocks if block.text] == blocks


def test_typed_emphasis_is_emphasis_and_other_signs_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "I _never_ saw **him**.\n\nf**k a*b*c snake_case_name 2*3*4\n\n- No list.\n\n7:42pm - Hi"
    )
    (chapter,) = keep(path).chapters
    first, second, third, fourth = chapter.body.split("\n\n")
    assert first == "I *never* saw **him**."
    assert chapter.counts.italic == 1 and chapter.counts.bold == 1
    assert third.lstrip("\\") == "- No list." and fourth == "7:42pm - Hi"
