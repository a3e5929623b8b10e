"""What looks like a slip of the author, and what does not."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.checking.slips import find_slips
from serial.markup.options import Options
from tests.cases import each_case
from tests.sampling import examples, shorten


def slips(source: str, language: str = "en") -> list[tuple[str, str]]:
    """Returns the kind and the text of each slip."""
    options = Options(language=language)
    return [
        (slip.kind.value, source[slip.start : slip.end]) for slip in find_slips(source, options)
    ]


def marked(source: str) -> str:
    """Returns the source with brackets around each slip."""
    for slip in reversed(find_slips(source, Options())):
        source = f"{source[: slip.start]}[{source[slip.start : slip.end]}]{source[slip.end :]}"
    return source


@each_case(
    ("source", "expected"),
    [
        ("She *never left.", "She [*]never left."),
        ("She never* left.", "She never[*] left."),
        ("He said *so and *no more.", "He said [*]so and [*]no more."),
        ("*One* and *two", "*One* and [*]two"),
        ("*One\n\ntwo*", "[*]One\n\ntwo[*]"),
        ("A **bold* word", "A [*]*bold* word"),
        ("A *bold** word", "A *bold*[*] word"),
        ("**Bold and so on", "[**]Bold and so on"),
        ('He said, *"No."', 'He said, [*]"No."'),
        ("> So *it\n> was.", "> So [*]it\n> was."),
        ("`*code` and *this", "`*code` and [*]this"),
        ("\U0001f389 *party", "\U0001f389 [*]party"),
    ],
)
def test_asterisk_without_a_partner(source: str, expected: str) -> None:
    assert marked(source) == expected


@each_case(
    "source",
    [
        *("*One* and **two** and ***three***.", "***", "* * *", "2*3*4", "2 * 3", "f**k", "sh**"),
        *("b****", "****", r"\*not emphasis", "`*code`", "*one\ntwo*", "- a\n- b", "* a\n* b"),
        *("She *was **so** sure*.", "*So*, he *went*.", "<b>*One*</b>", "[*a*](/b)"),
    ],
)
def test_asterisks_that_are_meant(source: str) -> None:
    assert slips(source) == []


@each_case(
    ("source", "expected"),
    [
        ('"Go home, he said.\n\nShe went.', '["]Go home, he said.\n\nShe went.'),
        ("“Go home, he said.\n\nShe went.", "[“]Go home, he said.\n\nShe went."),
        ('"Go," he said. "I stay.\n\nSo.', '"Go," he said. ["]I stay.\n\nSo.'),
        ('"Go, he said. "I stay."', '["]Go, he said. "I stay."'),
        ('"Go," he said. "No." "I stay.', '"Go," he said. "No." ["]I stay.'),
        ('Go," he said.', 'Go,["] he said.'),
        ('*"Go, he said.*', '*["]Go, he said.*'),
        ('> "Go.\n>\n> He went.', '> ["]Go.\n>\n> He went.'),
    ],
)
def test_quotation_mark_without_a_partner(source: str, expected: str) -> None:
    assert marked(source) == expected


@each_case(
    "source",
    [
        '"Go," he said. "Stay."',
        '"But I thought—\n\n"No."',
        "“But I thought—",
        "“But I …",
        '*"But I thought--*',
        '"But I—\nHe stopped.',
        '"It is 10," he said.\n"No." "Is it?"',
        '"It is 10" he said, "not `"`."',
        '"One.\n\n"Two," he said.',
        'A 10" pipe and a 5\'10" man.',
        '<span class="x">So</span>',
        "‘So,’ he said, 'and so.",
        '[so](/url "title") it is',
    ],
)
def test_quotation_marks_that_are_meant(source: str) -> None:
    assert slips(source) in ([], [("attribute", '<span class="x">')])


def test_quotation_marks_of_other_languages_are_not_checked() -> None:
    assert slips("„Geh“, sagte er.\n\n“Nein.", "de") == slips("„Geh“, sagte er.") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- a rope", "[- a rope]"),
        ("One.\n\n- a rope\n\nTwo.", "One.\n\n[- a rope]\n\nTwo."),
        ("- a rope\n\n- a lamp", "[- a rope]\n\n- a lamp"),
        ("26. mai\n27. mai", "[26. mai]\n27. mai"),
    ],
)
def test_list_that_was_perhaps_not_meant(source: str, expected: str) -> None:
    assert marked(source) == expected


@each_case("source", ["- a\n- b", "1. a\n2. b", "* a\n* b\n* c", "- Hello.", "So"])
def test_lists_that_are_meant(source: str) -> None:
    assert slips(source) == []


def test_tags_and_pictures_that_are_not_shown() -> None:
    source = "One.\n\n<blink>Two</blink> <!-- >\nthree --> ![Four](https://elsewhere.example/4.png)"
    assert slips(source) == [
        ("tag", "<blink>"),
        ("tag", "<!-- >\nthree -->"),
        ("picture", "![Four](https://elsewhere.example/4.png)"),
    ]
    assert slips("<Title> is *shown*.") == []


@each_case(
    ("source", "expected"),
    [
        ("[a]: /b\n\nSo.", "[[a]: /b]\n\nSo."),
        ("> So.\n>\n> [a]: /b 'c'", "> So.\n>\n> [[a]: /b 'c']"),
        ("- [a]:\n  /b\n- c", "- [[a]:\n  /b]\n- c"),
        ("[a]\n\n[a]: /b\n[a]: /c\n[d]: /e", "[a]\n\n[a]: /b\n[[a]: /c]\n[[d]: /e]"),
        ("[^a]: So.", "[[^a]:] So."),
        ("x\n\n[^a]:", "x\n\n[[^a]:]"),
        ("[a](javascript:b) c", "[a[](javascript:b)] c"),
        ("```py\na\n```", "[```py]\na\n```"),
        ("<style>\na\n</style> b", "[<style>\na\n</style>] b"),
    ],
)
def test_text_that_is_not_shown(source: str, expected: str) -> None:
    assert marked(source) == expected


@each_case(
    "source",
    [
        "[a]\n\n[a]: /b",
        "[So it is][A]\n\n[a]: /b",
        "![a][b]\n\n[b]: /media/c.png",
        "[![a][b]](/x)\n\n[b]: /media/c.png",
        "[Anna]: So.",
        "`[a]: /b`",
        "```\n[a]: /b\n```",
    ],
)
def test_definitions_that_are_used_or_text(source: str) -> None:
    assert slips(source) == []


PIECES = [
    "*",
    "**",
    "a",
    " ",
    "\n",
    "\n\n",
    '"',
    "“",
    "”",
    "- ",
    "1. ",
    "<b>",
    "<i ",
    "![",
    "\\",
    "> ",
]


@settings(max_examples=examples(300))
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_every_slip_is_in_the_text(source: str) -> None:
    for slip in find_slips(source, Options()):
        assert 0 <= slip.start < slip.end <= len(source)


@pytest.mark.parametrize(
    "piece",
    [
        *PIECES,
        "*a ",
        "the ",
        "](www.",
        "the\n",
        "- a\n",
        "- a\n\n",
        "> *\n",
        "**a *b ",
        "![a](",
        "<!--",
        '"a\n\n',
        "`",
    ],
)
def test_takes_linear_time(piece: str) -> None:
    # At most 1.5 s of CPU time for "- a", as long as rendering; quadratic time would take minutes.
    source = shorten((piece * 50_000)[:50_000], 5)
    began = process_time()
    find_slips(source, Options())
    assert process_time() - began < len(source) / 10_000
