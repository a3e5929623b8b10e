"""Text without any markup of ours is read as it was typed, with all its signs."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.rendering import Options, render
from tests.sampling import examples

# fmt: off
WORDS = [
    "she", "He", "said.", "why?", "No!", "so,", "it", "и", "夜", "שלום", "Zoë", "x", "A", "wait—",
]
PIECES = [
    # Masked words, calculations.
    "f**k", "b*tch,", "a**hole", "sh*t.", "f***", "2*3*4", "5 * 3", "2**8", "#*&!", "@$%",
    # Faces.
    ">_<", "(>_<)", "^_^", "-_-", "*_*", "T_T", ":(", ":)", ":*", "<3", ">:(", "xD", ";_;", "o_O",
    "¯\\_(ツ)_/¯", "\\o/", "(*^_^*)", "._.", "=_=", ":-/", "\\(^o^)/", "*(^o^)*",
    "*\\o/*", "_(:3)_",
    # Brackets.
    "[System]", "[Level 3]:", "[1]", "[Ronnie]:", "[a](5)", "[Fire](Rare)", "(aside)", "{x}",
    "<Title>", "<Main Quest>", "<Skill: Fire>", "< 5", "> 3", "[", "]", "[ ]", "[x]", "![a]",
    "[^note]",
    # Numbers and signs.
    "24.", "1984.", "3)", "#1", "No. 5", "10%", "$5", "+5", "-10", "±3", "1/2", "12:30", "5'10",
    "=", "==", "|", "||", "a|b", "C:\\new", "AT&T", "R&D", "&", "&co;", "§", "°", "…", "///",
    # Tildes, underscores, dashes, backticks.
    "~", "Hii~", "Hii~~", "~~~", "~5", "snake_case", "__init__x", "--", "-", "–", "x-y", "don`t",
    # Addresses.
    "https://e.org/_a_/b*c*d", "http://e.org/?a=b-_-c&d=~~e~~", "www.e.org/_a_/*b*",
    "/etc/_a_/", "_a_@e.org", "a_b@e.org",
    "@name", "#tag", "e.org",
]
STARTS = [
    "", "24. ", "1. ", "2. ", "1999. ", "3) ", "1) ", "- Oui ? ", "- No! ", "+ 5 ", "- 10 ", ">_< ",
    ">:( ", ">", "#1 ", "#", "~ ", "~~~ ", "-- ", "— ", "= ", "| ", ":: ", "[Anna]: ", "    ",
    "\u3000", "\t", "<", "& ", "=> ", "-> ", "--> ",
]
# fmt: on
ENDS = ["\n", "\n\n", "\n\n\n", "\n\u00a0\n", "\n\u200b\n"]

line = st.tuples(
    st.just("") | st.sampled_from(STARTS),
    st.lists(st.sampled_from(WORDS + PIECES), min_size=1, max_size=6),
).map(lambda parts: f"{parts[0]}she {' '.join(parts[1])}")
prose = st.lists(st.tuples(line, st.sampled_from(ENDS)), max_size=6).map(
    lambda lines: "".join(text + end for text, end in lines)
)


def visible(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


@settings(max_examples=examples(400))
@given(prose, st.booleans())
def test_prose_is_read_as_typed(source: str, is_comment: bool) -> None:
    options = Options(is_comment=is_comment, smart_punctuation=False)
    assert visible(render(source, options).text) == visible(source)
