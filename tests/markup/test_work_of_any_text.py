"""A search for texts that take much work: calls of functions, bytes of HTML and depth are bounded.

Hypothesis repeats, nests and mixes all shapes of markup and prefers those with more work. Calls are
counted, not time, so a text passes or fails alike everywhere.
"""

from functools import partial

from hypothesis import given, settings, target
from hypothesis import strategies as st

from serial.markup.checking.too_much import find_too_much
from serial.markup.rendering import Options, render
from tests.markup.calls import count_calls
from tests.markup.page import depth
from tests.sampling import LONG, examples

LENGTH = 1_500
# The shapes of hostile_shapes.py take up to 172 calls and 21 bytes.
MAX_CALLS_PER_CHARACTER = 220
MAX_BYTES_PER_BYTE = 25
MAX_DEPTH = 150

# fmt: off
PREFIXES = ["> ", "- ", "* ", "1. ", "    ", "[^1]: ", "::: box\n", "::: details x\n", "# "]
PIECES = [
    "a", " ", "Word. ", "*", "**", "_", "~~", "`", "[", "]", "](/b)", "![", "[^1]", "^[", "&amp;",
    "&#146;", "<a@b.c>", "http://a.b/ ", "@ann ", "\\", "\"", "'", "--", "...", "|", "=", "\n",
    "\n\n", "\n:::\n", "\n***\n", "\n~*~\n", "\n===\n", "\n|-|-|\n", "\n```\n", "\n~~~\n", "<b>",
    "</b>", "<div>", "</div>", "<p>", "<details>", "</details>", "<table>", "<td>", "<li>", "<br>",
    "<Title>", "<!--", "<script>", "\u05d0", "\u771f", "\u0e2a", "\u200b", "\n\n\n\n",
]
# fmt: on
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
lines = st.builds(
    lambda prefixes, times, text: "".join(prefixes) * times + text,
    st.lists(st.sampled_from(PREFIXES), max_size=3),
    st.sampled_from([1, 2, 5, 15, 30]),
    pieces,
)
repeated = st.builds(
    lambda shape, end, share: (shape + end) * max(1, LENGTH * share // 10 // len(shape + end)),
    lines,
    st.sampled_from(["", "\n", "\n\n"]),
    st.integers(0, 10),
)
texts = st.lists(repeated | lines, min_size=1, max_size=3).map(
    lambda parts: "".join(parts)[:LENGTH]
)
options = st.sampled_from([Options(), Options(is_comment=True)])


@settings(max_examples=300 if LONG else examples(20, least=5))
@given(texts, options)
def test_work_and_output_are_bounded(source: str, options: Options) -> None:
    rendered, calls = count_calls(partial(render, source, options))
    calls_per_character = calls / LENGTH
    bytes_per_byte = len(rendered.html.encode()) / LENGTH
    target(calls_per_character, label="calls for each character")
    target(bytes_per_byte, label="bytes of HTML for each byte")
    assert calls_per_character < MAX_CALLS_PER_CHARACTER
    assert bytes_per_byte < MAX_BYTES_PER_BYTE
    assert depth(rendered.html) < MAX_DEPTH
    assert (find_too_much(source, options) is None) == rendered.is_formatted
