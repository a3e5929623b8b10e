"""The first sentences of a text: whole ones, of its first paragraph."""

import pytest

from serial.markup.first_sentences import FIRST_SENTENCES_MAX_LENGTH, first_sentences
from serial.markup.options import Options
from serial.markup.rendering import render
from tests.cases import each_case

LONG = "The harbour lights went out one by one, from the mole to the customs house, unseen."


def opening(source: str) -> str:
    return first_sentences(render(source, Options()).html)


@each_case(
    ("source", "text"),
    [
        ("Nobody rang.\n\nThen somebody did.", "Nobody rang."),
        ("It rang. It rang again. Nobody came.", "It rang. It rang again. Nobody came."),
        (
            "It rang. It rang again, and nobody came. He sat.",
            "It rang. It rang again, and nobody came.",
        ),
        (f"It rang. {LONG}", "It rang."),
        (f"{LONG} It rang.", LONG),
        (f"Old Mr. Pell was first. {LONG} {LONG}", "Old Mr. Pell was first."),
        ("“Up!” she said, and rose.", "“Up!” she said, and rose."),
        ("雨が降る。誰も来ない。", "雨が降る。誰も来ない。"),
        ("## The Gate\n\nIt was *shut*.", "It was shut."),
        ("* * *\n\n—\n\nIt was shut.", "It was shut."),
        ("| a | b |\n|---|---|\n| c | d |\n\nIt was shut.", "It was shut."),
        ("![A lamp](/media/lamp.png)\n\nIt was shut.", "It was shut."),
        ("::: spoiler Ending\nShe wins.\n:::\n\nIt was shut.", "It was shut."),
        ("::: warning\nThe dog dies.\n:::\n\nIt was shut.", "It was shut."),
        ("::: letter Dear all\nIt was shut.\n:::", "It was shut."),
        ("It was[^1] shut.\n\n[^1]: So they say.", "It was shut."),
        ("::: spoiler Ending\nShe wins.\n:::", ""),
        ("", ""),
    ],
)
def test_first_sentences(source: str, text: str) -> None:
    assert opening(source) == text


@pytest.mark.parametrize("source", ["and so on " * 80, "x" * 5_000, "海" * 5_000])
def test_endless_sentence_is_cut(source: str) -> None:
    text = opening(source)
    assert text.endswith("…")
    assert FIRST_SENTENCES_MAX_LENGTH * 0.7 < len(text) <= FIRST_SENTENCES_MAX_LENGTH
