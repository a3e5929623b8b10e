"""Chapters pasted from Google Docs and Word: every letter keeps its marks."""

import random
import re
from collections.abc import Callable
from html import escape, unescape
from itertools import groupby
from operator import itemgetter

import pytest

from serial.markup.converting.conversion import convert
from serial.markup.rendering import Options, render
from tests.bench.bench_rendering import generate_prose
from tests.sampling import examples

# A letter with its marks: of "i", "b" and "s".
Letter = tuple[str, str]
Paragraph = list[Letter]

CHAPTERS = examples(10, least=1)
MARKS = ["i", "i", "i", "b", "ib", "s"]
TAGS = {"em": "i", "strong": "b", "s": "s"}


def formatted(text: str, rng: random.Random) -> Paragraph:
    """Marks a tenth of the words, some of them in part or with the space behind."""
    letters: Paragraph = []
    for word in re.findall(r"\S+\s*", text):
        start, end = 0, 0
        marks = rng.choice(MARKS) if rng.random() < 0.1 else ""
        if marks:
            start = rng.choice([0, 0, 0, 2])
            end = rng.choice([len(word), len(word.rstrip()), len(word.rstrip()) - 1])
        letters += ((c, marks if start <= n < end else "") for n, c in enumerate(word))
    return letters


def runs_of(paragraph: Paragraph) -> list[tuple[str, str]]:
    runs = groupby(paragraph, itemgetter(1))
    return [("".join(letter for letter, _ in run), marks) for marks, run in runs]


def google_docs(paragraphs: list[Paragraph]) -> str:
    return (
        '<b style="font-weight:normal;" id="docs-internal-guid-1">'
        + "".join(
            '<p dir="ltr" style="line-height:1.38;text-indent:36pt;">'
            + "".join(
                f'<span style="font-weight:{700 if "b" in marks else 400};'
                f"font-style:{'italic' if 'i' in marks else 'normal'};"
                f"text-decoration:{'line-through' if 's' in marks else 'none'};"
                f'white-space:pre-wrap;">{escape(text)}</span>'
                for text, marks in runs_of(paragraph)
            )
            + "</p>"
            for paragraph in paragraphs
        )
        + "</b>"
    )


def word(paragraphs: list[Paragraph]) -> str:
    def around(text: str, marks: str) -> str:
        text = escape(text, quote=False)
        return "".join(f"<{m}>" for m in marks) + text + "".join(f"</{m}>" for m in marks[::-1])

    return "".join(
        "<p class=MsoNormal style='text-indent:36.0pt'><span\r\nlang=EN-GB>"
        # Word breaks its lines anywhere.
        + "".join(around(*run) for run in runs_of(paragraph)).replace(" the ", " the\r\n")
        + "<o:p></o:p></span></p>\r\n"
        for paragraph in paragraphs
    )


def read(html: str) -> list[Paragraph]:
    """Returns the letters of our own HTML, as `without_spaces` does."""
    paragraphs: list[Paragraph] = []
    for body in re.findall(r"<p[^>]*>(.*?)</p>", html, re.DOTALL):
        letters, marks = [], ""
        for is_end, tag, text in re.findall(r"<(/?)(\w+)[^>]*>|([^<]+)", body):
            if tag in TAGS:
                marks = marks.replace(TAGS[tag], "") if is_end else marks + TAGS[tag]
            letters += [(letter, "".join(sorted(marks))) for letter in unescape(text)]
        paragraphs.append(letters)
    return without_spaces(paragraphs)


def without_spaces(paragraphs: list[Paragraph]) -> list[Paragraph]:
    return [
        [(letter, "".join(sorted(marks))) for letter, marks in paragraph if not letter.isspace()]
        for paragraph in paragraphs
    ]


@pytest.mark.parametrize("program", [google_docs, word])
def test_no_mark_of_ten_chapters_is_lost(program: Callable[[list[Paragraph]], str]) -> None:
    for seed in range(CHAPTERS):
        rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
        prose = generate_prose(400, seed).replace("*", "").split("\n\n")
        paragraphs = [formatted(text, rng) for text in prose if text.strip()]
        conversion = convert(program(paragraphs))
        html = render(conversion.markdown, Options(smart_punctuation=False)).html
        assert read(html) == without_spaces(paragraphs), seed
        assert conversion.report.source == conversion.report.result
