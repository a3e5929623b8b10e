"""The words for screen readers beside what a comparison marks as added or deleted."""

import re

WORDS = re.compile(r'<span class="visually-hidden">(added|deleted): </span>')


def without_diff_words(page: str) -> str:
    assert WORDS.search(page) or ("<ins" not in page and "<del" not in page)
    return WORDS.sub("", page)
