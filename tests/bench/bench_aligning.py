"""Paragraph alignment. The budget in a save of 20,000 words is 150 ms."""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from serial.markup.paragraphs.aligning import Alignment, align
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.rendering import Options, render
from tests.bench.bench_rendering import generate_prose
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale
from tests.markup.edits.changes import Writer


def edit_texts(texts: Sequence[str], seed: int = 1) -> list[str]:
    """Changes a word in every tenth text; moves, deletes and adds some of the others."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    result: list[str] = []
    moved: list[str] = []
    for index, text in enumerate(texts):
        match index % 50:
            case 7:
                continue
            case 13:
                moved.append(text)
                continue
            case 21:
                result.append(f"A new paragraph that was added at position {index}.")
            case remainder if remainder % 10 == 0:
                words = text.split()
                words[rng.randrange(len(words))] = "another"
                text = " ".join(words)
        result.append(text)
    for text in moved:
        result.insert(rng.randrange(len(result)), text)
    return result


def _block_texts(words: int, seed: int = 1) -> list[str]:
    return [
        block.text
        for block in split_into_blocks(render(generate_prose(words, seed), Options()).html)
    ]


def _previous_blocks(texts: Sequence[str]) -> list[PreviousBlock]:
    return [PreviousBlock(block_id, text) for block_id, text in enumerate(texts, start=1)]


def _bench_align(old: Sequence[str], new: Sequence[str]) -> Callable[[], Alignment]:
    return partial(align, _previous_blocks(old), new, ParagraphHistory())


def _change_a_third(texts: Sequence[str]) -> list[str]:
    """Changes 25 to 45 % of the words of each text."""
    writer = Writer(random.Random(1), iter(()))  # noqa: S311 - reproducible, not secret
    return [writer.rewritten(text) for text in texts]


def _bench_retyped(texts: Sequence[str]) -> Callable[[], Alignment]:
    """All but one line was deleted in the version before."""
    deleted = align(_previous_blocks(texts), ["No."], ParagraphHistory())
    old = [PreviousBlock(deleted.ids[0], "No.")]
    return partial(align, old, edit_texts(texts), deleted.history)


def _bench_split(words: int) -> Callable[[], list[Block]]:
    return partial(split_into_blocks, render(generate_prose(words), Options()).html)


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    chapter = _block_texts(20_000)
    same = ["No, no."] * 10_000
    short = random.Random(1).choices(["No.", "Yes.", "* * *", "Oh, no."], k=10_000)  # noqa: S311
    functions: list[tuple[str, Callable[[], object]]] = [
        ("split 3,000 words into blocks", _bench_split(3_000)),
        ("align 20,000 words, unchanged", _bench_align(chapter, chapter)),
        ("align 20,000 words, edited all over", _bench_align(chapter, edit_texts(chapter))),
        ("align 20,000 words, rewritten", _bench_align(chapter, _block_texts(20_000, seed=2))),
        ("align 20,000 words, a third changed", _bench_align(chapter, _change_a_third(chapter))),
        ("align 20,000 words, deleted and retyped", _bench_retyped(chapter)),
        (
            "align 10,000 identical lines",
            _bench_align(same, [*same[1:5_000], "Yes.", *same]),
        ),
        ("align 10,000 short lines, shuffled", _bench_align(short, sorted(short))),
    ]
    yield from measure_functions(scale, functions)
