"""The one right fix that some kinds of slips have; doubled words; links without "https://"."""

import pytest

from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.checking.slips import find_slips
from serial.markup.options import Options
from serial.markup.rendering import render


def fix(source: str, slip: Slip) -> str:
    for edit in reversed(slip.fix):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source


@pytest.mark.parametrize(
    ("source", "kind", "fixed"),
    [
        ("Against the the last.", SlipKind.DOUBLED_WORD, "Against the last."),
        (
            "The the end, \u201cof\n  of it\u201d.",
            SlipKind.DOUBLED_WORD,
            "The end, \u201cof it\u201d.",
        ),
        ("5. a\n6. b", SlipKind.LIST, "5\\. a\n6\\. b"),
        ("* one", SlipKind.LIST, "\\* one"),
        ("```python\nx = 1\n```", SlipKind.LANGUAGE, "```\nx = 1\n```"),
        ("[a](www.example.org/x)", SlipKind.WEB_LINK, "[a](https://www.example.org/x)"),
        ("[a](example.com?b)", SlipKind.WEB_LINK, "[a](https://example.com?b)"),
    ],
)
def test_fix_leaves_nothing_to_check(source: str, kind: SlipKind, fixed: str) -> None:
    slips = find_slips(source, Options(language="en"))
    assert {slip.kind for slip in slips} == {kind}
    for slip in reversed(slips):
        source = fix(source, slip)
    assert source == fixed
    assert find_slips(source, Options(language="en")) == []


def test_fixed_list_is_shown_as_typed() -> None:
    source = "\u00e9\n\n3. Third.\n4. Fourth."
    (slip,) = find_slips(source, Options())
    html = render(fix(source, slip), Options()).html
    assert "3. Third." in html and "4. Fourth." in html and "<ol" not in html


@pytest.mark.parametrize(
    "source",
    [
        *(
            "He had had it.",
            "I know that that is so.",
            "She gave her her coat.",
            "What it is is bad.",
        ),
        *("a A", "THE THE", "the-the", "bathe the dog", "the theory", "the, the", "the\n\nthe"),
        *("[a](page.html)", "[a](/www.example.org)", "[a](https://example.org)", "[a](#x)"),
    ],
)
def test_what_is_right_is_not_listed(source: str) -> None:
    assert find_slips(source, Options(language="en")) == []


def test_doubled_words_are_found_in_english_only() -> None:
    assert find_slips("der of of the the", Options(language="de")) == []


def test_long_list_and_unclear_slips_have_no_fix() -> None:
    items = "\n".join(f"{number}. So." for number in range(7, 99))
    for source in (items, "So *it was.", '"Go, he said.', "<blink>Now</blink>"):
        (slip,) = find_slips(source, Options(language="en"))
        assert slip.fix == ()
