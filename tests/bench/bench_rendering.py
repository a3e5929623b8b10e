"""How long rendering takes. A page has 40 ms for 5,000 words."""

import random
from collections.abc import Callable
from functools import partial

from serial.markup.rendering import Options, Rendered, render

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


def prose(words: int, seed: int = 1) -> str:
    """Dialogue and narration as in a chapter: about so many words, the same every time."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    paragraphs: list[str] = []
    count = 0
    while count < words:
        paragraph = _paragraph(chance)
        count += len(paragraph.split())
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


def _paragraph(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.02:
        return "* * *"
    if kind < 0.5:
        return f'"{_sentence(chance)}," she said. "{_sentence(chance)}."'
    if kind < 0.6:
        return f'"{_sentence(chance)}—'
    if kind < 0.7:
        return f"{_sentence(chance)}... *{_sentence(chance)}* -- {_sentence(chance)}."
    return " ".join(f"{_sentence(chance)}." for _ in range(chance.randint(1, 5)))


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(3, 14))).capitalize()


def _rendering(source: str) -> Callable[[], Rendered]:
    return partial(render, source, Options())


def benches() -> list[tuple[str, Callable[[], object]]]:
    return [
        ("render 5,000 words", _rendering(prose(5_000))),
        ("render 20,000 words", _rendering(prose(20_000))),
        ("render 500,000 characters", _rendering(prose(120_000)[:500_000])),
        ("render 10,000 nested brackets", _rendering("[" * 10_000 + "]" * 10_000)),
        ("render 5,000 nested quotes", _rendering("> " * 5_000 + "x")),
    ]
