"""Typed hyphens and dots become dashes and ellipses."""

from serial.markup.rendering import Options, render
from tests.cases import each_case


@each_case(
    ("typed", "expected"),
    [
        ("wait--what", "wait—what"),
        ("wait -- what", "wait — what"),
        ("wait---what", "wait—what"),
        ("*wait*--what", "wait—what"),
        ("wait--", "wait—"),
        ("1946--1987, pp. 10--12", "1946–1987, pp. 10–12"),
        ("--1987, 1946---1987, 5--six", "—1987, 1946—1987, 5—six"),
        ('"wait--"', "“wait—”"),
        ('"--and then', "“—and then"),
        ("a----b", "a----b"),
        ("a --> b <-- c", "a --> b <-- c"),
        ("7:42pm - Call me", "7:42pm - Call me"),
        ("pages 10-12, well-known", "pages 10-12, well-known"),
        ("already — there – now", "already — there – now"),
        ("then...", "then…"),
        ("then... what", "then… what"),
        ("...what", "…what"),
        ("then....", "then…."),
        ("then......", "then......"),
        ("then. . . what", "then. . . what"),
        ("then… what", "then… what"),
        (r"a\-- b\...", "a-- b..."),
        ("`a--b...`", "a--b..."),
    ],
)
def test_dashes_and_ellipses(typed: str, expected: str) -> None:
    assert render(typed, Options()).text == expected


@each_case("language", ["fr", "pl", "es", "pt", "tr", "en"])
def test_hyphen_that_opens_dialogue_becomes_a_dash(language: str) -> None:
    source = "- Tiens, dit-il.\n\n- « Non ! »\n- Si.\n\n- ¿Qué?\n\n- *Sí* - dijo -. Si - 5 - 6."
    text = render(source, Options(language=language)).text
    assert text == "— Tiens, dit-il.\n\n— « Non ! »\n— Si.\n\n— ¿Qué?\n\n— Sí — dijo —. Si - 5 - 6."


@each_case("source", ["- 10 HP", "-x - A", "-5 degrees", "-x", "a - b", "\\- Salut."])
def test_other_hyphens_stay(source: str) -> None:
    assert render(source, Options(language="fr")).text == source.replace("\\", "")


def test_hyphen_of_dialogue_stays_without_smart_punctuation() -> None:
    options = Options(language="fr", smart_punctuation=False)
    assert render("- Salut.\n\n- Oui.", options).text == "- Salut.\n\n- Oui."
