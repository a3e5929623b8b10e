"""Word lists: 10,000 rules on a comment of 10,000 characters. The budget is 5 ms."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

from serial.moderation.checks.links.finding import find_domains, find_links
from serial.moderation.word_lists.matcher import Matcher
from tests.bench.bench_rendering import generate_prose
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale

RULES, CHARACTERS = 10_000, 10_000
# Of each kind: with the same one in every run, what is remembered of its words would count.
TEXTS = 40
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SYLLABLES = ("ba", "co", "mi", "ssi", "on", "tra", "le", "ver", "ny", "gla", "ss", "har", "vest")
# Half words, a third wildcards of every kind, the rest phrases.
SHAPES = (*["{}"] * 6, "{}*", "{}*", "*{}", "*{}*", "{}*{}", "{} {} {}", "{} * {}*")


def make_rules(rng: random.Random) -> list[str]:
    rules: set[str] = set()
    while len(rules) < RULES:
        words = ("".join(rng.choices(SYLLABLES, k=rng.randint(3, 5))) for _ in range(3))
        rules.add(rng.choice(SHAPES).format(*words))
    return sorted(rules)


def fill(rng: random.Random, make_word: Callable[[random.Random], str]) -> str:
    words: list[str] = []
    length = 0
    while length < CHARACTERS:
        words.append(make_word(rng))
        length += len(words[-1]) + 1
    return " ".join(words)[:CHARACTERS]


def made_up_word(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=rng.randint(3, 9)))


def word_of_syllables(rng: random.Random) -> str:
    """Begins and ends as many rules do."""
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) + rng.choice("xyz")


def word_with_accents(rng: random.Random) -> str:
    return made_up_word(rng).replace("o", "ó").replace("e", "\u0435").replace("a", "a\u0301")


def word_with_digits(rng: random.Random) -> str:
    return f"{made_up_word(rng)}0{rng.choice('13$')}"


KINDS: dict[str, Callable[[random.Random], str]] = {
    "English prose": lambda rng: generate_prose(2_000, rng.randrange(10**6))[:CHARACTERS],
    "made-up words": partial(fill, make_word=made_up_word),
    "words of the rules' syllables": partial(fill, make_word=word_of_syllables),
    "accents and Cyrillic letters": partial(fill, make_word=word_with_accents),
    "digits and signs for letters": partial(fill, make_word=word_with_digits),
    "one letter 5,000 times": lambda rng: f"{rng.choice(LETTERS)} " * (CHARACTERS // 2),
    "no spaces": lambda rng: "".join(rng.choices(LETTERS, k=CHARACTERS)),
}


def measurements(scale: Scale, _folder: Path) -> Iterator[Measurement]:
    rng = random.Random(1)  # noqa: S311 - reproducible, not secret
    rules = make_rules(rng)
    matcher = Matcher((rule, rule) for rule in rules)
    functions: list[tuple[str, Callable[[], object]]] = []
    for name, make in KINDS.items():
        texts = cycle([make(rng) for _ in range(TEXTS)])
        functions.append((f"10,000 rules, {name}", lambda texts=texts: matcher.find(next(texts))))  # type: ignore[misc]
    with_stars = Matcher((rule, rule) for rule in [*rules, *(f"* {rule}" for rule in rules[:100])])
    texts = cycle([KINDS["English prose"](rng) for _ in range(TEXTS)])
    name = "100 more that begin with any word, English prose"
    functions.append((name, lambda: with_stars.find(next(texts))))
    prose = KINDS["English prose"](rng)
    functions.append(("links and domains", lambda: (find_links(prose), find_domains(prose))))
    functions.append(("making the matcher", lambda: Matcher((rule, rule) for rule in rules)))
    yield from measure_functions(scale, functions)
