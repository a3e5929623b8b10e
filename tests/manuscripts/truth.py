"""Makes manuscripts of which it is known what they have: the same novel for each format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from serial.manuscripts.counting import Counts
from serial.markup.words import count_words

# Text, and its marks: "i", "b", "u", "s", or "n" for the text of a footnote.
Runs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """kind: "p", "blank" (an empty paragraph), "ornament", or the level of a heading.

    "before" and "after": the notes of an author, where a format has a place of its own for them.
    """

    runs: Runs = ()
    kind: str = "p"
    align: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, mark in self.runs if mark != "n")


@dataclass(frozen=True)
class Novel:
    lines: Sequence[Line]
    counts: Counts
    chapters: int
    titles: Sequence[str] = field(default_factory=list)
    blank_breaks: int = 0


def make_novel(
    chapters: int = 3,
    paragraphs: int = 12,
    *,
    without: str = "",
    blank_breaks: bool = True,
    is_aligned: bool = True,
    has_markers: bool = True,
    splits_words: bool = True,
) -> Novel:
    """without: marks that the format does not have.

    has_markers: notes begin with "A/N:". splits_words: italics begin and end within words.
    """
    lines = [
        line
        for number in range(1, chapters + 1)
        for line in _chapter(number, paragraphs)
        if blank_breaks or line.kind != "blank"
    ]
    lines = [_with_marks(line, without) for line in lines]
    if not is_aligned:
        lines = [replace(line, align="") for line in lines]
    if not has_markers:
        lines = [_without_marker(line) for line in lines]
    if not splits_words:
        lines = [_with_spaces(line) for line in lines]
    return Novel(
        lines,
        _count(lines),
        chapters,
        [f"The {number}. storm" for number in range(1, chapters + 1)],
        sum(line.kind == "blank" for line in lines),
    )


def _with_marks(line: Line, without: str) -> Line:
    """Drops the runs that have one of these marks."""
    kept = [(text, mark) for text, mark in line.runs if not mark or mark not in without]
    return replace(line, runs=kept)


def _without_marker(line: Line) -> Line:
    for marker, kind in (("A/N: ", "before"), ("End A/N: ", "after")):
        if line.text.startswith(marker):
            return Line([(line.text.removeprefix(marker), "")], kind=kind)
    return line


def _with_spaces(line: Line) -> Line:
    runs = list(line.runs)
    for index, (before, (text, mark)) in enumerate(pairwise(line.runs), start=1):
        if before[0][-1:].isalnum() and text[:1].isalnum():
            runs[index] = (f" {text}", mark) if not mark else (text, mark)
            if mark:
                runs[index - 1] = (f"{before[0]} ", before[1])
    return replace(line, runs=runs)


def _chapter(number: int, paragraphs: int) -> Iterator[Line]:
    yield Line([(f"Chapter {number}: The {number}. storm", "")], kind="1")
    yield Line([(f"A/N: thanks for waiting, reader {number}!", "")])
    for index in range(paragraphs):
        if index == paragraphs // 3:
            yield Line([("* * *", "")], kind="ornament", align="center")
        if index == paragraphs // 2:
            yield Line(kind="blank")
        yield Line(_runs(number, index))
    yield Line([("THE SIGN SAID: KEEP OUT", "")], align="center")
    yield Line([(f"Yours, {number}", "")], align="right")
    yield Line([("End A/N: what did you think?", "")])


def _runs(number: int, index: int) -> list[tuple[str, str]]:
    """Runs that meet inside words, at punctuation and beside each other."""
    match index % 6:
        case 0:
            return [("“I ", ""), ("never", "i"), (f"” she said, twice, on day {number}.", "")]
        case 1:
            return [("The un", ""), ("believ", "i"), ("able truth, and ", ""), ("nothing", "b")]
        case 2:
            return [("Under", "u"), (" the bridge he wrote ", ""), ("gone", "s"), (" again.", "")]
        case 3:
            return [
                (f"It was said in {number}", ""),
                (f"Or so the *legend* of {number} goes.", "n"),
                (" that f**k and <Quest> are 2*3 words_with_lines.", ""),
            ]
        case 4:
            return [("All of it was a dream.", "i"), (" ", ""), ("Really.", "ib")]
        case _:
            return [("He walked on, past the mill, and did not look back at the water. " * 3, "")]


def _count(lines: Sequence[Line]) -> Counts:
    counts = Counts()
    texts = [line.text for line in lines]
    for line in lines:
        texts += [text for text, mark in line.runs if mark == "n"]
        counts.notes += sum(mark == "n" for _text, mark in line.runs)
        counts.breaks += line.kind == "ornament"
        counts.italic += sum("i" in mark for _text, mark in line.runs)
        counts.bold += sum("b" in mark for _text, mark in line.runs)
        counts.underline += sum("u" in mark for _text, mark in line.runs)
        counts.strike += sum("s" in mark for _text, mark in line.runs)
        counts.centred += line.align == "center" and line.kind == "p"
        counts.right += line.align == "right"
    counts.words = count_words("\n".join(texts))
    return counts
