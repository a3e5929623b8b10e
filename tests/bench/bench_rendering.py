"""Rendering. The budget for 5,000 words is 40 ms."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from serial.markup.rendering import Options, Rendered, render
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale
from tests.markup.hostile_shapes import HOSTILE_SHAPES

# fmt: off
_WORDS = [
    "the", "a", "he", "she", "they", "it", "was", "had", "and", "but", "then", "so", "of", "to",
    "in", "on", "at", "with", "from", "over", "under", "night", "door", "window", "street", "rain",
    "coffee", "morning", "letter", "voice", "hand", "eyes", "captain", "partner", "station",
    "looked", "turned", "message", "asked", "walked", "waited", "wasn't", "didn't", "it's", "she'd",
    "layin'", "nothing", "anything", "slowly", "quietly", "again", "never", "always", "before",
    "after", "maybe", "only", "small", "old", "dark", "warm", "empty",
]
# fmt: on


def generate_prose(words: int, seed: int = 1) -> str:
    """Dialogue and narration of about `words` words; the same text for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    paragraphs: list[str] = []
    word_count = 0
    while word_count < words:
        paragraph = _paragraph(rng)
        word_count += len(paragraph.split())
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


def _paragraph(rng: random.Random) -> str:
    share = rng.random()
    if share < 0.02:
        return "* * *"
    if share < 0.5:
        return f'"{_sentence(rng)}," she said. "{_sentence(rng)}."'
    if share < 0.6:
        return f'"{_sentence(rng)}—'
    if share < 0.7:
        return f"{_sentence(rng)}... *{_sentence(rng)}* -- {_sentence(rng)}."
    return " ".join(f"{_sentence(rng)}." for _ in range(rng.randint(1, 5)))


def _sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(3, 14))).capitalize()


def _bench_render(source: str) -> Callable[[], Rendered]:
    return partial(render, source, Options())


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    functions = [
        ("render 5,000 words", _bench_render(generate_prose(5_000))),
        ("render 20,000 words", _bench_render(generate_prose(20_000))),
        ("render 500,000 characters", _bench_render(generate_prose(120_000)[:500_000])),
        ("render 10,000 nested brackets", _bench_render("[" * 10_000 + "]" * 10_000)),
        ("render 5,000 nested quotes", _bench_render("> " * 5_000 + "x")),
    ]
    yield from measure_functions(scale, functions)
    shapes = [(f"render 64 kB of {name}", text) for name, text in HOSTILE_SHAPES.items()]
    yield from measure_functions(scale, [(name, _bench_render(text)) for name, text in shapes])
