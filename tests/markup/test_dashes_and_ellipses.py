"""Typed hyphens and dots become dashes and ellipses."""

import pytest

from serial.markup.rendering import Options, render


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wait--what", "wait—what"),
        ("wait -- what", "wait — what"),
        ("wait---what", "wait—what"),
        ("*wait*--what", "wait—what"),
        ("wait--", "wait—"),
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
