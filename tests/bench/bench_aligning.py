"""How long it takes to find which block is which. A save of 20,000 words has 150 ms for it."""

import random
from collections.abc import Callable, Sequence
from functools import partial

from serial.markup.paragraphs.aligning import Alignment, align
from serial.markup.paragraphs.blocks import Block, split_into_blocks
from serial.markup.paragraphs.history import ParagraphHistory, PreviousBlock
from serial.markup.rendering import Options, render
from tests.bench.bench_rendering import prose


def edited(texts: Sequence[str], seed: int = 1) -> list[str]:
    """A word changed in every tenth; of the others some moved, some deleted, some new."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    out: list[str] = []
    moved: list[str] = []
    for index, text in enumerate(texts):
        match index % 50:
            case 7:
                continue
            case 13:
                moved.append(text)
                continue
            case 21:
                out.append(f"Something new that stands at the place {index} from now on.")
            case tenth if tenth % 10 == 0:
                words = text.split()
                words[chance.randrange(len(words))] = "another"
                text = " ".join(words)
        out.append(text)
    for text in moved:
        out.insert(chance.randrange(len(out)), text)
    return out


def _texts(words: int, seed: int = 1) -> list[str]:
    return [block.text for block in split_into_blocks(render(prose(words, seed), Options()).html)]


def _placed(texts: Sequence[str]) -> list[PreviousBlock]:
    return [PreviousBlock(block_id, text) for block_id, text in enumerate(texts, start=1)]


def _aligning(old: Sequence[str], new: Sequence[str]) -> Callable[[], Alignment]:
    return partial(align, _placed(old), new, ParagraphHistory())


def _cutting(words: int) -> Callable[[], list[Block]]:
    return partial(split_into_blocks, render(prose(words), Options()).html)


def benches() -> list[tuple[str, Callable[[], object]]]:
    chapter = _texts(20_000)
    alike = ["No, no."] * 10_000
    mixed = random.Random(1).choices(["No.", "Yes.", "* * *", "Oh, no."], k=10_000)  # noqa: S311
    return [
        ("cut 3,000 words into blocks", _cutting(3_000)),
        ("align 20,000 words, unchanged", _aligning(chapter, chapter)),
        ("align 20,000 words, edited all over", _aligning(chapter, edited(chapter))),
        ("align 20,000 words, rewritten", _aligning(chapter, _texts(20_000, seed=2))),
        ("align 10,000 lines, all alike", _aligning(alike, [*alike[1:5_000], "Yes.", *alike])),
        ("align 10,000 short lines, shuffled", _aligning(mixed, sorted(mixed))),
    ]
