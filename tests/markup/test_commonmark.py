"""CommonMark holds but for the differences that are meant, which are listed one by one.

Smart punctuation is off, as the specification knows none. What is normalised on the
specification's side is said in commonmark_spec.wanted().
"""

import re
from enum import Enum

from serial.markup.rendering import Options, render
from tests.markup.commonmark_spec import events, examples, wanted


class Because(Enum):
    """Why an example differs; the value is what its Markdown must contain for it to be so."""

    # Writers indent first lines; that makes no code, and does not keep a mark from being one.
    INDENTED = re.compile(r"^[>\d. -]*(?: {4}|\t)", re.MULTILINE)
    # "---" under a paragraph is a scene break; only "===" underlines a heading.
    UNDERLINED = re.compile(r"^ *-{2,} *$", re.MULTILINE)
    # A lone "#" or "*" is a scene break, not an empty heading or list.
    ORNAMENT = re.compile(r"^(?:[# ]+|\*)$", re.MULTILINE)
    # Raw HTML is cut to the allow-list and closed; a name HTML does not know stays text.
    RAW_HTML = re.compile(r"<[A-Za-z/!?]")
    # Links lead to http, https, mailto or a relative address, without a backslash or line end.
    ADDRESS = re.compile(r"<[a-z+-]+:|\\|\n")
    # A definition leads to what looks like an address; "[Name]: Yes" is a line of a chat.
    DIALOGUE = re.compile(r"^\[foo\]: \w+$", re.MULTILINE)
    # An image without a file of ours and without alternative text leaves not even a paragraph.
    IMAGE = re.compile(r"!\[\]")


# fmt: off
DIFFERENCES: dict[Because, list[int]] = {
    Because.INDENTED: [
        1, 2, 3, 5, 6, 7, 8, 18, 36, 48, 69, 107, 110, 111, 112, 114, 116, 117, 118, 134, 137,
        183, 184, 191, 211, 225, 231, 236, 238, 252, 253, 254, 257, 264, 270, 271, 272, 273, 274,
        278, 286, 287, 288, 289, 290, 309, 313,
    ],
    Because.UNDERLINED: [
        59, 80, 83, 84, 85, 86, 89, 90, 91, 95, 96, 100, 102, 103, 115, 141, 300,
    ],
    Because.ORNAMENT: [79, 284],
    Because.RAW_HTML: [
        31, 148, 149, 150, 151, 152, 153, 154, 155, 160, 163, 164, 165, 169, 170, 171, 172, 173,
        174, 175, 176, 178, 180, 182, 187, 190, 201, 344, 475, 476, 477, 491, 494, 524, 536, 613,
        614, 615, 616, 617, 623, 626, 627, 628, 629, 630,
    ],
    Because.ADDRESS: [21, 500, 596, 598, 599, 601, 631, 642, 643],
    Because.DIALOGUE: [203, 204],
    Because.IMAGE: [581],
}
# fmt: on
LISTED = {number: reason for reason, numbers in DIFFERENCES.items() for number in numbers}
PLAIN = Options(smart_punctuation=False)


def differs(markdown: str, html: str) -> bool:
    return events(render(markdown, PLAIN).html) != wanted(html)


def test_no_example_differs_that_is_not_listed() -> None:
    found = {n: ours for n, ours in examples().items() if n not in LISTED and differs(*ours)}
    assert found == {}


def test_every_listed_example_still_differs() -> None:
    alike = [n for n, ours in examples().items() if n in LISTED and not differs(*ours)]
    assert alike == []


def test_every_listed_example_has_what_its_reason_is_about() -> None:
    known = examples()
    assert [n for n, reason in LISTED.items() if not reason.value.search(known[n][0])] == []


def test_all_examples_were_found() -> None:
    assert len(examples()) == 652
