"""Excerpts: the running text of our HTML, cut at the end of a sentence or a word."""

from serial.markup.excerpts import excerpt, opening
from serial.markup.options import Options
from serial.markup.rendering import render
from tests.cases import each_case

FOLDED = "::: spoiler Ending\nShe wins.\n\n- a list\n:::"


def first_words(source: str, length: int = 60) -> str:
    return excerpt(render(source, Options()).html, length)


@each_case(
    ("source", "text"),
    [
        ("# The Gate\n\nIt was shut.", "The Gate It was shut."),
        ("One\ntwo\n\n- three\n- four", "One two three four"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("“Up,” she said.\n\n* * *\n\nHe rose.", "“Up,” she said. He rose."),
        ("Fish & *chips* < 3", "Fish & chips < 3"),
        ("A note[^1] here[^2].\n\n[^1]: First.\n[^2]: Second.", "A note here."),
        ("A mark [^1], apart.\n\n[^1]: First.", "A mark, apart."),
        ("<ruby>雪<rp>(</rp><rt>ゆき</rt><rp>)</rp></ruby>が降る", "雪が降る"),
        (f"{FOLDED}\n\nA new day.", "A new day."),
        (f"A new day.\n\n{FOLDED}\n\nAnd a night.", "A new day. And a night."),
        ("::: warning\nThe dog dies.\n:::\n\nA new day.", "A new day."),
        ("<details><summary>More</summary>\nHidden.\n</details>\n\nA new day.", "A new day."),
        # Nothing is left but the label, which is seen while the rest is folded.
        (FOLDED, "Ending"),
        # Or no text at all.
        ("![A lamp](/media/lamp.png)\n\n![](/media/x.png) ![Oil](/media/y.png)", "A lamp Oil"),
        ("![A lamp](/media/lamp.png)\n\nIt was lit.", "It was lit."),
        ("", ""),
    ],
)
def test_running_text(source: str, text: str) -> None:
    assert first_words(source) == text


def test_words_of_details_are_not_joined() -> None:
    html = "<details><summary>One</summary>Two<summary>Three</summary></details>"
    assert excerpt(html, 60) == "One Three"
    assert excerpt("<h3>One</h3><p>Two</p><ul><li>Three</li></ul>", 60) == "One Two Three"


@each_case(
    ("source", "text"),
    [
        (
            "The lamp was lit before anybody came. The others waited outside.",
            "The lamp was lit before anybody came. The others waited…",
        ),
        (
            "The lamp was lit long before anybody came home. The others waited.",
            "The lamp was lit long before anybody came home. …",
        ),
        (
            "The lamp was lit long before anybody came to see old Mr. Holloway at the gate.",
            "The lamp was lit long before anybody came to see old Mr…",
        ),
        (
            "The lamp was lit long before anybody, (or “almost all”) — waited for it",
            "The lamp was lit long before anybody, (or “almost all”)…",
        ),
        ("The lamp was lit by **somebody** " + "and *lit* again " * 20, None),
        ("灯は誰かが来るずっと前に灯された。" * 9, "灯は誰かが来るずっと前に灯された。" * 3 + " …"),
        ("x" * 100, "x" * 59 + "…"),
        ("कि" * 100, "कि" * 29 + "…"),
    ],
)
def test_long_text_is_cut_after_a_sentence_or_a_word(source: str, text: str | None) -> None:
    cut = first_words(source)
    assert cut == (text or cut) and cut.endswith("…") and 45 <= len(cut) <= 60


@each_case(
    ("text", "cut"),
    [
        (
            "It rained all night. Nobody came. Mr. Holloway waited.",
            "It rained all night. Nobody came.",
        ),
        (
            "He saw old Mr. Holloway at the gate, in the rain.",
            "He saw old Mr. Holloway at the gate…",
        ),
        (
            "Hi. He saw old Mr. Holloway at the gate, in rain.",
            "Hi. He saw old Mr. Holloway at the…",
        ),
        ("“Who is there?” she said to the empty gate.", "“Who is there?” she said to the empty…"),
        ("灯は誰かが来るずっと前に灯された。" * 3, "灯は誰かが来るずっと前に灯された。" * 2),
        ("It rained all night.", "It rained all night."),
    ],
)
def test_opening_is_of_whole_sentences_or_ends_after_a_word(text: str, cut: str) -> None:
    assert opening(text, 38) == cut


@each_case("length", range(90))
def test_html_may_be_cut_off_anywhere(length: int) -> None:
    html = render("One &amp; *two* &#x2603; [three](https://example.org)", Options()).html
    assert "One & two ☃ three".startswith(excerpt(html[:length], 60))
