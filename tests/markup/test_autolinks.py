"""Only URLs and email addresses in angle brackets become links."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case


@each_case("is_comment", [False, True])
@each_case(
    "typed",
    ["<Status:Poisoned>", "<Spell:Ice_Lance> cast", "<ns:tag>", "<System:>", "<ftp://old.example>"],
)
def test_other_text_with_a_colon_is_shown_as_typed(typed: str, is_comment: bool) -> None:
    options = Options(is_comment=is_comment, smart_punctuation=False)
    assert render(typed, options).text == typed
    assert render(f"He saw **{typed}**.", options).text == f"He saw {typed}."


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("<https://a.example/x?y=z>", "https://a.example/x?y=z"),
        ("<mailto:me@a.example>", "mailto:me@a.example"),
        ("<me@a.example>", "mailto:me@a.example"),
    ],
)
def test_url_or_email_is_a_link(typed: str, url: str) -> None:
    assert f'<a href="{url}">' in render(typed, Options()).html
