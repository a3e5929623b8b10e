"""Rendering follows CommonMark, except for the intended differences that are listed here.

Smart punctuation is off, because CommonMark has none. For differences in all examples see
commonmark_spec.expected_events().
"""

import re
from enum import Enum

from serial.markup.rendering import Options, render
from tests.markup.commonmark_spec import events, examples, expected_events


class Reason(Enum):
    """Why an example differs. The value is a pattern that the example's Markdown must contain."""

    # Indentation makes no code block, and indented markup is still markup.
    INDENTED = re.compile(r"^[>\d. -]*(?: {4}|\t)", re.MULTILINE)
    # Lines that are indented more than others of their paragraph keep the difference.
    VERSE = re.compile(r"\n {4}")
    # "---" under a paragraph is a scene break; only "===" makes a heading.
    UNDERLINED = re.compile(r"^ *-{2,} *$", re.MULTILINE)
    # A single "#" or "*" is a scene break, not an empty heading or list; "+++" and "===" are too.
    ORNAMENT = re.compile(r"^(?:[# ]+|\*|\+{3,}|={3,})$", re.MULTILINE)
    # A fence of code is closed or names its language; after its marks stands nothing else.
    FENCE = re.compile(r"^(?:> )?(?:`{3,}(?:$|;| f\W|.*\+)|~{3,})", re.MULTILINE)
    # A number alone, or one of another row, is the author's word: a date, a year, a section.
    NUMBER = re.compile(r"^[> ]*\d+[.)]", re.MULTILINE)
    # An empty bullet alone is an ornament, not an empty list.
    EMPTY_BULLET = re.compile(r"^- *$", re.MULTILINE)
    # Stars between two letters or digits mask a word (f**k) or multiply.
    INSIDE_A_WORD = re.compile(r"\w\*+\w")
    # A sign between two stars is a face or a wildcard.
    FACE = re.compile(r"\*[_-]\*")
    # A quotation has a space after its sign; >_< is a face. Signs alone are text.
    QUOTATION = re.compile(r"^>+(?:[^>\s]|\s*$)", re.MULTILINE)
    # Raw HTML is reduced to the allow-list and repaired; tags that are not certain are text, and
    # text in blocks of HTML gets a paragraph.
    RAW_HTML = re.compile(r"<[A-Za-z/!?]")
    # Link URLs are http, https, mailto or relative, without a backslash or line end.
    URL = re.compile(r"<[a-z+-]+:|\\|\n")
    # A link definition needs something like a URL; "[Name]: Yes" is a line of a chat.
    DIALOGUE = re.compile(r"^\[[^]]+\]+:(?: \w+$|my_|\n<my )", re.MULTILINE)
    # So does a link: "[He waves]()" is the author's text.
    NO_URL = re.compile(r"\]\((?:\"title\")?\)")
    # A paragraph that shows nothing is removed: an empty link, an external image without text.
    EMPTY = re.compile(r"\[\]|`\s+`")


# fmt: off
DIFFERENCES: dict[Reason, list[int]] = {
    Reason.INDENTED: [
        1, 2, 3, 5, 6, 7, 8, 18, 36, 48, 69, 107, 110, 111, 112, 114, 116, 117, 118, 134, 137,
        183, 184, 191, 211, 225, 231, 236, 238, 252, 253, 254, 257, 264, 270, 271, 272, 273, 274,
        278, 286, 287, 288, 289, 290, 309, 313,
    ],
    Reason.VERSE: [49, 70, 87, 113, 223, 636, 637],
    Reason.UNDERLINED: [
        59, 80, 83, 84, 85, 86, 89, 90, 91, 95, 96, 100, 102, 103, 115, 141, 300,
    ],
    Reason.ORNAMENT: [44, 45, 79, 97, 284],
    Reason.FENCE: [24, 34, 126, 127, 128, 139, 143, 144, 146, 237],
    Reason.NUMBER: [
        109, 259, 263, 265, 267, 268, 291, 292, 293, 296, 297, 299, 302, 305, 324,
    ],
    Reason.EMPTY_BULLET: [279, 280],
    Reason.INSIDE_A_WORD: [
        355, 356, 370, 381, 396, 411, 415, 416, 417, 429,
    ],
    Reason.FACE: [56, 438],
    Reason.QUOTATION: [229, 239, 240, 251, 260],
    Reason.RAW_HTML: [
        31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164,
        165, 166, 167, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 180, 182, 185, 186, 187,
        189, 190, 201, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 626,
        627, 628, 629, 630,
    ],
    Reason.URL: [21, 500, 596, 598, 599, 601, 631, 642, 643],
    Reason.DIALOGUE: [194, 195, 203, 204],
    Reason.NO_URL: [485, 504, 567],
    Reason.EMPTY: [334, 484, 487, 581],
}
# fmt: on
LISTED = {number: reason for reason, numbers in DIFFERENCES.items() for number in numbers}
PLAIN = Options(smart_punctuation=False)


def differs(markdown: str, html: str) -> bool:
    return events(render(markdown, PLAIN).html) != expected_events(html)


def test_no_unlisted_example_differs() -> None:
    different = {
        n: example for n, example in examples().items() if n not in LISTED and differs(*example)
    }
    assert different == {}


def test_every_listed_example_still_differs() -> None:
    same = [n for n, example in examples().items() if n in LISTED and not differs(*example)]
    assert same == []


def test_every_listed_example_matches_its_reason() -> None:
    all_examples = examples()
    assert [n for n, reason in LISTED.items() if not reason.value.search(all_examples[n][0])] == []


def test_all_examples_were_found() -> None:
    assert len(examples()) == 652
