"""Lines that begin a chapter or a part: "Chapter 7: Salt", "VII", "Prologue", "Part Two"."""

import re
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = r"[0-9]{1,4}|[ivxlcdm]{1,8}"
_WORDS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen"
    "|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    "(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one )?hundred"
    "|first|second|third|fourth|fifth|last"
)
_CHAPTER_WORD: Final = (
    "chapter|chap\\.?|ch\\.?|chapitre|kapitel|cap[ií]tulo|capitolo|hoofdstuk|rozdzia[łl]|глава"
)
_PART_WORD: Final = "part|book|volume|vol\\.?|act|teil|partie|parte|tome|arc|часть"
_AFTER: Final = r"(?:\s*[:.\-–—|]+\s*|\s+|$)"
_CHAPTER: Final = re.compile(
    rf"(?:{_CHAPTER_WORD})\s*(?:{_NUMBER}|{_WORDS})(?![\w'’]){_AFTER}(?P<title>.*)", re.IGNORECASE
)
_CHAPTER_IN_CHINESE: Final = re.compile(
    r"第\s*[0-9〇零一二三四五六七八九十百千]{1,8}\s*[章回話话节]\s*[:：]?\s*(?P<title>.*)"
)
_PART: Final = re.compile(
    rf"(?:{_PART_WORD})\s*(?:{_NUMBER}|{_WORDS})(?![\w'’]){_AFTER}(?P<title>.*)", re.IGNORECASE
)
_ALONE: Final = re.compile(
    r"(?:prologue?|epilogue?|interlude|intermission|preface|foreword|afterword|prolog|epilog"
    r"|épilogue|prólogo|epílogo)(?![\w'’])(?:\s*[:.\-–—|]+\s*.*|\s+[0-9ivx]{1,4}|)",
    re.IGNORECASE,
)
_BARE_NUMBER: Final = re.compile(
    r"[-–—~*.\s]*(?:(?P<digits>[0-9]{1,4})|(?P<roman>[IVXLCDM]{1,8}))[-–—~*.\s]*"
)
_NUMBERED: Final = re.compile(r"(?P<number>[0-9]{1,4})\s*[.:)\-–—]\s+(?P<title>\S.*)")
# A longer line is a sentence.
_MAX_LENGTH: Final = 120
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@dataclass(frozen=True)
class Heading:
    """title: without "Chapter 7". is_numbered: False for a prologue, an interlude and the like."""

    title: str
    is_numbered: bool = True


def read_chapter_line(text: str) -> Heading | None:
    """Reads a line that says of itself that a chapter begins; None if it does not."""
    if len(text) > _MAX_LENGTH:
        return None
    match = _CHAPTER.fullmatch(text) or _CHAPTER_IN_CHINESE.fullmatch(text)
    if match:
        return Heading(match["title"].strip())
    return Heading(text.strip(), is_numbered=False) if _ALONE.fullmatch(text) else None


def read_heading(text: str) -> Heading:
    """Reads a line that is known to begin a chapter, such as a heading."""
    heading = read_chapter_line(text)
    if heading:
        return heading
    if bare_number(text):
        return Heading("")
    numbered = _NUMBERED.fullmatch(text)
    return Heading(numbered["title"].strip() if numbered else text.strip())


def is_part_line(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and _PART.fullmatch(text) is not None


def bare_number(text: str) -> int:
    """Returns the number that is all of the line; 0 without."""
    match = _BARE_NUMBER.fullmatch(text) if len(text) <= 20 else None
    if match is None:
        return 0
    return int(match["digits"]) if match["digits"] else _from_roman(match["roman"])


def _from_roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += value if value >= after else -value
    return total
