"""Makes manuscripts of which it is known what they have: the same novel for each format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from serial.manuscripts.counting import Counts
from serial.markup.words import count_words

# Text, and its marks: "i", "b", "u", "s", or "n" for the text of a footnote.
Runs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """kind: "p", "blank" (an empty paragraph), "ornament", or the level of a heading."""

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
) -> Novel:
    """without: marks that the format does not have."""
    lines = [
        line
        for number in range(1, chapters + 1)
        for line in _chapter(number, paragraphs, without, blank_breaks=blank_breaks)
    ]
    return Novel(
        lines,
        _count(lines),
        chapters,
        [f"The {number}. storm" for number in range(1, chapters + 1)],
        sum(line.kind == "blank" for line in lines),
    )


def _chapter(number: int, paragraphs: int, without: str, *, blank_breaks: bool) -> Iterator[Line]:
    yield Line([(f"Chapter {number}: The {number}. storm", "")], kind="1")
    yield Line([(f"A/N: thanks for waiting, reader {number}!", "")])
    for index in range(paragraphs):
        if index == paragraphs // 3:
            yield Line([("* * *", "")], kind="ornament", align="center")
        if index == paragraphs // 2 and blank_breaks:
            yield Line(kind="blank")
        runs = _runs(number, index)
        yield Line([(text, mark) for text, mark in runs if not mark or mark not in without])
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
