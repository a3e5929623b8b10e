"""Control characters that break a line become line ends; all others are removed."""

from serial.chapters.texts import ChapterText
from serial.markup.rendering import Options, render
from serial.markup.sanitizing.characters import clean_line, clean_source
from serial.markup.sanitizing.cleaning import sanitize
from tests.cases import each_case

BREAKS = ["\x0b", "\x0c", "\x85", "\u2028", "\r", "\r\n"]


@each_case("character", BREAKS)
def test_line_break_becomes_a_line_end(character: str) -> None:
    assert clean_source(f"Up{character}down") == "Up\ndown"
    assert render(f"Up{character}down", Options()).text == "Up\ndown"
    assert render(f"Up{character}down", Options(is_comment=True)).words == 2


def test_paragraph_separator_becomes_a_blank_line() -> None:
    assert clean_source("Up\u2029down") == "Up\n\ndown"


@each_case("character", [*BREAKS, "\u2029", " \n \n", "\n"])
def test_line_break_in_a_title_becomes_a_space(character: str) -> None:
    assert clean_line(f"Up{character}down") == "Up down"
    cleaned = ChapterText(title=f"Up{character}down", body=f"Up{character}down").cleaned()
    assert cleaned.title == "Up down"
    assert "\n" in cleaned.body


@each_case("code", [*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE])
def test_other_control_characters_are_removed(code: int) -> None:
    if code != 0x85:
        assert clean_source(f"Up{chr(code)}down") == "Updown"
        assert sanitize(f"<p>Up{chr(code)}down</p>") == "<p>Updown</p>"


@each_case(
    ("typed", "text"),
    [
        ("isn&#146;t &#147;it&#148;", "isn’t “it”"),
        ("a&#150;b &#151; c&#x85;", "a–b — c…"),
        ("&#0128;5 &#X99;", "€5 ™"),
        ("a&#129;b", "ab"),
        ("a&#11;b &#x0B; c", "a\nb\nc"),
        ("`&#146;` &#233; &eacute; &#1460;", "&#146; é é ִ"),
    ],
)
def test_character_references_of_windows_1252(typed: str, text: str) -> None:
    assert render(typed, Options()).text == text
    assert render(typed, Options(is_comment=True)).text == text


def test_character_references_in_raw_html() -> None:
    assert render("<p>isn&#146;t &#151; a&#12;b</p>", Options()).text == "isn’t — a b"
