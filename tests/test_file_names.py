"""Names of files that every system can store."""

from serial.file_names import MAX_BYTES, safe_file_name, safe_path
from tests.cases import each_case

SAFE = ["the-lamp", "lamp.png", "ராத்திரி", "第一章", "a" * MAX_BYTES]
UNSAFE = [
    *("", ".", "..", "a/b", "a\\b", "nul", "NUL.md", "com1", "a\0b", "a\nb", 'say "hi"', "c:d"),
    *("trailing. ", " leading", "ends-with.", "a" * (MAX_BYTES + 1), "é" * 100, "Upper"),
    *("cafe\u0301", "\udcff", "😀" * 50 + ".png"),
]


@each_case("name", SAFE)
def test_safe_names_stay(name: str) -> None:
    assert safe_file_name(name) == name


@each_case("name", UNSAFE)
def test_unsafe_names_become_safe(name: str) -> None:
    safe = safe_file_name(name)
    assert safe
    assert safe == safe.strip(" .")
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert safe.casefold().partition(".")[0] not in {"nul", "com1"}
    assert len(safe.encode()) <= MAX_BYTES
    assert safe_file_name(safe) == safe or safe != safe.lower()


def test_different_names_stay_different() -> None:
    names = ["Lamp", "LAMP", "lamp", "a/b", "a\\b", "a-b", "x" * 200, "x" * 201, "é", "e\u0301"]
    assert len({safe_file_name(name).casefold() for name in names}) == len(names)


def test_path_stays_in_its_folder() -> None:
    assert safe_path("covers/2026/lamp.png") == "covers/2026/lamp.png"
    for path in ("../../etc/passwd", "/etc/passwd", "covers/../../x", "covers//x"):
        parts = safe_path(path).split("/")
        assert ".." not in parts and "" not in parts
